package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

/**
 * How a cache is, as far as this process knows without asking.
 *
 * @param available whether it answers
 * @param detail for people: to what it is connected, or why it is not
 */
public record CacheHealth(boolean available, String detail) {

  /** Refuses nulls. */
  public CacheHealth {
    requireNonNull(detail, "detail");
  }
}
