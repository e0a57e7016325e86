package dev.mplp.model;

import static java.util.Objects.requireNonNull;

/**
 * Where the next page of a list begins. Opaque: only the list that gave it out understands it.
 *
 * @param value its text, not empty; it may be kept, and sent as a parameter of a URL
 */
public record Cursor(String value) {

  /** Refuses the empty text. */
  public Cursor {
    if (requireNonNull(value, "value").isEmpty()) {
      throw new IllegalArgumentException("value must not be empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
