package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a segment of a Trace.
 *
 * @param uuid a random (version 4) UUID
 */
public record SegmentId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public SegmentId {
    V4.check(uuid, "SegmentId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static SegmentId of(String text) {
    return new SegmentId(V4.parse(text, "SegmentId"));
  }

  /** A new identifier, from a strong random source. */
  public static SegmentId random() {
    return new SegmentId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
