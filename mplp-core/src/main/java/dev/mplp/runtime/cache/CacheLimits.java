package dev.mplp.runtime.cache;

import java.time.Duration;

/**
 * How long copies are kept, and how much of them here.
 *
 * @param keep how long a copy counts after its document was read from the storage
 * @param lease how long somebody may take to load a document; as much later than {@code keep} can
 *     the last process come to see a change of which it is not told
 * @param nearBytes so much is kept in this process
 * @param floors of so many documents this process remembers what it showed
 */
public record CacheLimits(Duration keep, Duration lease, long nearBytes, int floors) {

  /** Half a minute, three seconds, 32 MiB, 100,000. */
  public static final CacheLimits DEFAULT =
      new CacheLimits(Duration.ofSeconds(30), Duration.ofSeconds(3), 32L << 20, 100_000);

  /** Refuses what is not positive. */
  public CacheLimits {
    if (keep.toMillis() < 1 || lease.toMillis() < 1 || nearBytes < 1 || floors < 1) {
      throw new IllegalArgumentException(
          "limits of a cache are positive, but are "
              + keep
              + ", "
              + lease
              + ", "
              + nearBytes
              + " bytes and "
              + floors
              + " floors");
    }
  }

  /** How long an older copy can be anywhere after a change, with something to spare. */
  Duration life() {
    return keep.multipliedBy(2).plus(lease).plusSeconds(1);
  }
}
