package dev.mplp.runtime.otlp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How fast an export goes.
 *
 * @param look how often it looks for more
 * @param lease how long another process waits before it takes over from one that died
 * @param firstRest before a request is sent again; doubled each time
 * @param lastRest what it is doubled up to
 * @param patience how long a collector does not answer before another process is to try it
 */
record Pace(
    Duration look, Duration lease, Duration firstRest, Duration lastRest, Duration patience) {

  private static final Duration SHORTEST = Duration.ofSeconds(15);

  /**
   * Of production. A lease is longer than the rest of its time and a request together, so that who
   * waits for a slow answer still has it.
   *
   * @param timeout for an answer
   */
  static Pace usual(Duration timeout) {
    Duration thrice = timeout.multipliedBy(3);
    return new Pace(
        Duration.ofSeconds(1),
        thrice.compareTo(SHORTEST) > 0 ? thrice : SHORTEST,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1));
  }

  /** How long to rest after so many tries: at least what the collector asked for. */
  Duration rest(int tries, @Nullable Duration asked) {
    long doubled = firstRest.toMillis() << Math.min(tries - 1, 20);
    long most = Math.min(doubled, lastRest.toMillis());
    long some = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    return Duration.ofMillis(Math.max(some, asked == null ? 0 : asked.toMillis()));
  }
}
