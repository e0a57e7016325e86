package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Trace.
 *
 * @param uuid a random (version 4) UUID
 */
public record TraceId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public TraceId {
    V4.check(uuid, "TraceId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static TraceId of(String text) {
    return new TraceId(V4.parse(text, "TraceId"));
  }

  /** A new identifier, from a strong random source. */
  public static TraceId random() {
    return new TraceId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.TRACE);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
