package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies an assignment of a role to a subject.
 *
 * @param uuid a random (version 4) UUID
 */
public record AssignmentId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public AssignmentId {
    V4.check(uuid, "AssignmentId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static AssignmentId of(String text) {
    return new AssignmentId(V4.parse(text, "AssignmentId"));
  }

  /** A new identifier, from a strong random source. */
  public static AssignmentId random() {
    return new AssignmentId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
