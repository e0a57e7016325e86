package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies an execution of a Plan; it belongs to the runtime, no schema knows it.
 *
 * @param uuid a random (version 4) UUID
 */
public record ExecutionId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public ExecutionId {
    V4.check(uuid, "ExecutionId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static ExecutionId of(String text) {
    return new ExecutionId(V4.parse(text, "ExecutionId"));
  }

  /** A new identifier, from a strong random source. */
  public static ExecutionId random() {
    return new ExecutionId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
