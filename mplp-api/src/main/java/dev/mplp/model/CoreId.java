package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Core manifest.
 *
 * @param uuid a random (version 4) UUID
 */
public record CoreId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public CoreId {
    V4.check(uuid, "CoreId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static CoreId of(String text) {
    return new CoreId(V4.parse(text, "CoreId"));
  }

  /** A new identifier, from a strong random source. */
  public static CoreId random() {
    return new CoreId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.CORE);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
