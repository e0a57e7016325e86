/** Traces: assembled on reading, from the log of the run. */
@NullMarked
package dev.mplp.runtime.trace;

import org.jspecify.annotations.NullMarked;
