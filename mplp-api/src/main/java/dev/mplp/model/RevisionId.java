package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a proposed revision of a plan that is being executed.
 *
 * @param uuid a random (version 4) UUID
 */
public record RevisionId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public RevisionId {
    V4.check(uuid, "RevisionId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static RevisionId of(String text) {
    return new RevisionId(V4.parse(text, "RevisionId"));
  }

  /** A new identifier, from a strong random source. */
  public static RevisionId random() {
    return new RevisionId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
