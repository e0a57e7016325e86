package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Collab session.
 *
 * @param uuid a random (version 4) UUID
 */
public record CollabId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public CollabId {
    V4.check(uuid, "CollabId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static CollabId of(String text) {
    return new CollabId(V4.parse(text, "CollabId"));
  }

  /** A new identifier, from a strong random source. */
  public static CollabId random() {
    return new CollabId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.COLLAB);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
