/** Import and export of flows. */
@NullMarked
package dev.mplp.runtime.flow;

import org.jspecify.annotations.NullMarked;
