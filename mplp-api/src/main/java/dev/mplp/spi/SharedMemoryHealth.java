package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a shared memory is, and what this process asked of it since it was opened.
 *
 * @param available whether it answers, and does what it is asked
 * @param detail for people: to what it is connected, or why it is not
 * @param responseTime how long it took to answer when it was last asked whether it is there; zero
 *     before it ever answered
 * @param calls how often it was called
 * @param failures how many of those it did not answer, not in time, or by an error of its own
 * @param refused how many calls were not made, as it was known to be away
 * @param outages how often it went away
 */
public record SharedMemoryHealth(
    boolean available,
    String detail,
    Duration responseTime,
    long calls,
    long failures,
    long refused,
    long outages) {

  /** Refuses nulls. */
  public SharedMemoryHealth {
    requireNonNull(detail, "detail");
    requireNonNull(responseTime, "responseTime");
  }
}
