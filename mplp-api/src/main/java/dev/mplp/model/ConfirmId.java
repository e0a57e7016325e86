package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Confirm.
 *
 * @param uuid a random (version 4) UUID
 */
public record ConfirmId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public ConfirmId {
    V4.check(uuid, "ConfirmId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static ConfirmId of(String text) {
    return new ConfirmId(V4.parse(text, "ConfirmId"));
  }

  /** A new identifier, from a strong random source. */
  public static ConfirmId random() {
    return new ConfirmId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.CONFIRM);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
