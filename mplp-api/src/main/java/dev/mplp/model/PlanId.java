package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Plan.
 *
 * @param uuid a random (version 4) UUID
 */
public record PlanId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public PlanId {
    V4.check(uuid, "PlanId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static PlanId of(String text) {
    return new PlanId(V4.parse(text, "PlanId"));
  }

  /** A new identifier, from a strong random source. */
  public static PlanId random() {
    return new PlanId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.PLAN);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
