/**
 * The worker: claims steps, runs handlers, settles what became of them, and keeps the clockwork of
 * a runtime going (leases, timers, positions of the log).
 */
@NullMarked
package dev.mplp.runtime.engine;

import org.jspecify.annotations.NullMarked;
