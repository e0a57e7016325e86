package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a run, one pass over an execution; profile events carry it as {@code sa_id}.
 *
 * @param uuid a random (version 4) UUID
 */
public record RunId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public RunId {
    V4.check(uuid, "RunId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static RunId of(String text) {
    return new RunId(V4.parse(text, "RunId"));
  }

  /** A new identifier, from a strong random source. */
  public static RunId random() {
    return new RunId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
