package dev.mplp.event;

import java.time.Duration;
import java.util.List;

/**
 * Follows the log from a position on: never a gap, a repeat, or an effect before its cause. Holds
 * nothing open; whoever keeps {@link #position()} goes on there with another watch, after a restart
 * or in another process. For one thread at a time.
 */
public interface Watch {

  /**
   * What passed the filter since the last call, oldest first; waits up to {@code timeout} while
   * there is nothing. An interrupt ends the wait and stays set.
   *
   * @return at most 500; empty when the time is over
   * @throws dev.mplp.PermissionDeniedException when the caller may not see it any more; {@link
   *     #position()} stays
   * @throws dev.mplp.spi.LogTruncatedException when records that come next are no longer kept
   */
  List<EventRecord> next(Duration timeout);

  /** Up to where the log was read, whether or not a record there passed the filter. */
  long position();
}
