package dev.mplp.examples.server.events;

import java.time.Duration;

/**
 * How many streams there are, and how long they last.
 *
 * @param inAll at most so many at once
 * @param ofSubject at most so many at once of one subject
 * @param beat how often a quiet stream says that it is alive; a caller who takes nothing for twice
 *     as long is cut off
 * @param longest after which a stream ends, so that its caller shows again who he is
 */
public record StreamLimits(int inAll, int ofSubject, Duration beat, Duration longest) {

  /** 1,000, of which 20 of a subject; a beat every 15 seconds; one hour. */
  public static final StreamLimits USUAL =
      new StreamLimits(1_000, 20, Duration.ofSeconds(15), Duration.ofHours(1));

  /** Refuses what is not above zero. */
  public StreamLimits {
    if (inAll < 1 || ofSubject < 1 || beat.toMillis() < 1 || longest.toMillis() < 1) {
      throw new IllegalArgumentException("numbers and times must be above zero");
    }
  }
}
