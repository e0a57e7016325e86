package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

/**
 * How a broker is, as far as this process knows without asking.
 *
 * @param state whether it takes messages
 * @param detail for people: to what it is connected, or why it is not
 */
public record BrokerHealth(State state, String detail) {

  /** Refuses nulls. */
  public BrokerHealth {
    requireNonNull(state, "state");
    requireNonNull(detail, "detail");
  }

  /** Whether it takes messages. */
  public boolean available() {
    return state == State.AVAILABLE;
  }

  /** Whether a broker takes messages. */
  public enum State {
    /** It does. */
    AVAILABLE,
    /** It is connected, and takes none for the moment, as it is short of memory or disk. */
    BLOCKED,
    /** There is no connection; a new one is tried all the time. */
    AWAY
  }
}
