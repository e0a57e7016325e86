package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies an inline event.
 *
 * @param uuid a random (version 4) UUID
 */
public record EventId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public EventId {
    V4.check(uuid, "EventId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static EventId of(String text) {
    return new EventId(V4.parse(text, "EventId"));
  }

  /** A new identifier, from a strong random source. */
  public static EventId random() {
    return new EventId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
