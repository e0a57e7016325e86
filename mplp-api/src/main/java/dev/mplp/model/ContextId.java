package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Context.
 *
 * @param uuid a random (version 4) UUID
 */
public record ContextId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public ContextId {
    V4.check(uuid, "ContextId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static ContextId of(String text) {
    return new ContextId(V4.parse(text, "ContextId"));
  }

  /** A new identifier, from a strong random source. */
  public static ContextId random() {
    return new ContextId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.CONTEXT);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
