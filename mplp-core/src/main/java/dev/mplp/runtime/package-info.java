/** The runtime and its builder. */
@NullMarked
package dev.mplp.runtime;

import org.jspecify.annotations.NullMarked;
