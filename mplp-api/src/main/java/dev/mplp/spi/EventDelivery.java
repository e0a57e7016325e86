package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

/**
 * A message in the hands of a subscriber.
 *
 * @param attempt 1 when it is handed out first, one more after each failure
 * @param replayed whether it was sent to this group again from the log
 */
public record EventDelivery(EventMessage message, int attempt, boolean replayed) {

  /** Refuses nulls. */
  public EventDelivery {
    requireNonNull(message, "message");
  }
}
