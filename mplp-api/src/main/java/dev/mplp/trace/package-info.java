/** Traces: the record of each run, as a tree of segments. */
@NullMarked
package dev.mplp.trace;

import org.jspecify.annotations.NullMarked;
