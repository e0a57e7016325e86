package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies an Extension.
 *
 * @param uuid a random (version 4) UUID
 */
public record ExtensionId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public ExtensionId {
    V4.check(uuid, "ExtensionId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static ExtensionId of(String text) {
    return new ExtensionId(V4.parse(text, "ExtensionId"));
  }

  /** A new identifier, from a strong random source. */
  public static ExtensionId random() {
    return new ExtensionId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.EXTENSION);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
