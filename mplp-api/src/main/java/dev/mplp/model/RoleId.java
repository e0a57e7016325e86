package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Role.
 *
 * @param uuid a random (version 4) UUID
 */
public record RoleId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public RoleId {
    V4.check(uuid, "RoleId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static RoleId of(String text) {
    return new RoleId(V4.parse(text, "RoleId"));
  }

  /** A new identifier, from a strong random source. */
  public static RoleId random() {
    return new RoleId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.ROLE);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
