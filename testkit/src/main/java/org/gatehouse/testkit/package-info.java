/** The contracts of the SPI as tests that anybody can run on what they wrote. */
@NullMarked
package org.gatehouse.testkit;

import org.jspecify.annotations.NullMarked;
