package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a decision within a Confirm.
 *
 * @param uuid a random (version 4) UUID
 */
public record DecisionId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public DecisionId {
    V4.check(uuid, "DecisionId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static DecisionId of(String text) {
    return new DecisionId(V4.parse(text, "DecisionId"));
  }

  /** A new identifier, from a strong random source. */
  public static DecisionId random() {
    return new DecisionId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
