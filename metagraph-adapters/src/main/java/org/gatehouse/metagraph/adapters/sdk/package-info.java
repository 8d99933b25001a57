/** Metagraphs as the SDK of the network saves them, SDK 6 to 10. */
@NullMarked
package org.gatehouse.metagraph.adapters.sdk;

import org.jspecify.annotations.NullMarked;
