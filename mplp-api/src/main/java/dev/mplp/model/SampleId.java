package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a learning sample of the common shape.
 *
 * @param uuid a random (version 4) UUID
 */
public record SampleId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public SampleId {
    V4.check(uuid, "SampleId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static SampleId of(String text) {
    return new SampleId(V4.parse(text, "SampleId"));
  }

  /** A new identifier, from a strong random source. */
  public static SampleId random() {
    return new SampleId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
