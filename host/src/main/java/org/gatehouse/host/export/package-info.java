/** Exporting encoders as SavedModels. */
@NullMarked
package org.gatehouse.host.export;

import org.jspecify.annotations.NullMarked;
