/**
 * The newest records of the log, sent to every replica as soon as they have their positions, so
 * that watches need not ask the storage; see {@link dev.mplp.runtime.live.LiveLog}.
 */
@NullMarked
package dev.mplp.runtime.live;

import org.jspecify.annotations.NullMarked;
