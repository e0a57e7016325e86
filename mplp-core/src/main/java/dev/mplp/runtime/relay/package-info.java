/** Carries what is in the log to a broker: every event at least once, in order within a Context. */
@NullMarked
package dev.mplp.runtime.relay;

import org.jspecify.annotations.NullMarked;
