package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a span, the root or parent of a piece of traced work.
 *
 * @param uuid a random (version 4) UUID
 */
public record SpanId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public SpanId {
    V4.check(uuid, "SpanId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static SpanId of(String text) {
    return new SpanId(V4.parse(text, "SpanId"));
  }

  /** A new identifier, from a strong random source. */
  public static SpanId random() {
    return new SpanId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
