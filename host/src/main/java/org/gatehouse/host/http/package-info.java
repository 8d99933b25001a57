/** The served gate over HTTP: routes, JSON, limits and refusals. */
@NullMarked
package org.gatehouse.host.http;

import org.jspecify.annotations.NullMarked;
