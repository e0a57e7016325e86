package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a step of a Plan.
 *
 * @param uuid a random (version 4) UUID
 */
public record StepId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public StepId {
    V4.check(uuid, "StepId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static StepId of(String text) {
    return new StepId(V4.parse(text, "StepId"));
  }

  /** A new identifier, from a strong random source. */
  public static StepId random() {
    return new StepId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
