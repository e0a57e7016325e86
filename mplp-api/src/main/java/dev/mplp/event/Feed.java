package dev.mplp.event;

import java.time.Duration;
import java.util.List;

/**
 * Follows what is recorded, from a position of the log on: never a gap, a repeat, or another order.
 * Holds nothing open; whoever keeps {@link #position()} goes on there with another feed, after a
 * restart or in another process. For one thread at a time.
 *
 * @param <T> what is recorded
 */
public interface Feed<T> {

  /**
   * What was recorded since the last call, oldest first; waits up to {@code timeout} while there is
   * nothing. What was deleted meanwhile is left out. An interrupt ends the wait and stays set.
   *
   * @return empty when the time is over
   * @throws dev.mplp.PermissionDeniedException when the caller may not see it any more
   * @throws dev.mplp.spi.LogTruncatedException when records that come next are no longer kept
   */
  List<T> next(Duration timeout);

  /** Up to where the log was read. */
  long position();
}
