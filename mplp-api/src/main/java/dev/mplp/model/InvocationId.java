package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies an invocation of a tool.
 *
 * @param uuid a random (version 4) UUID
 */
public record InvocationId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public InvocationId {
    V4.check(uuid, "InvocationId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static InvocationId of(String text) {
    return new InvocationId(V4.parse(text, "InvocationId"));
  }

  /** A new identifier, from a strong random source. */
  public static InvocationId random() {
    return new InvocationId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
