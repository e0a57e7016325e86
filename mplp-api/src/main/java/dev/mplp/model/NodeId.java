package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a node of a Network.
 *
 * @param uuid a random (version 4) UUID
 */
public record NodeId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public NodeId {
    V4.check(uuid, "NodeId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static NodeId of(String text) {
    return new NodeId(V4.parse(text, "NodeId"));
  }

  /** A new identifier, from a strong random source. */
  public static NodeId random() {
    return new NodeId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
