package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Network.
 *
 * @param uuid a random (version 4) UUID
 */
public record NetworkId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public NetworkId {
    V4.check(uuid, "NetworkId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static NetworkId of(String text) {
    return new NetworkId(V4.parse(text, "NetworkId"));
  }

  /** A new identifier, from a strong random source. */
  public static NetworkId random() {
    return new NetworkId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.NETWORK);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
