package dev.mplp.model;

import static java.util.Objects.requireNonNull;

/**
 * Something stored, with the version under which it was read. An update takes the version back and
 * is refused when somebody else was quicker.
 *
 * @param value what was read
 * @param version 1 for what was never changed, greater after every change
 * @param <T> what is stored
 */
public record Versioned<T>(T value, long version) {

  /** Refuses null. */
  public Versioned {
    requireNonNull(value, "value");
  }
}
