/** What a provider says about itself before any of its code runs. */
@NullMarked
package org.gatehouse.api.plugin;

import org.jspecify.annotations.NullMarked;
