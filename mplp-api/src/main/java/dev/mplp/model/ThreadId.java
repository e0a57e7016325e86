package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a thread that several Dialogs may belong to.
 *
 * @param uuid a random (version 4) UUID
 */
public record ThreadId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public ThreadId {
    V4.check(uuid, "ThreadId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static ThreadId of(String text) {
    return new ThreadId(V4.parse(text, "ThreadId"));
  }

  /** A new identifier, from a strong random source. */
  public static ThreadId random() {
    return new ThreadId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
