package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies a Dialog.
 *
 * @param uuid a random (version 4) UUID
 */
public record DialogId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public DialogId {
    V4.check(uuid, "DialogId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static DialogId of(String text) {
    return new DialogId(V4.parse(text, "DialogId"));
  }

  /** A new identifier, from a strong random source. */
  public static DialogId random() {
    return new DialogId(UUID.randomUUID());
  }

  @Override
  public Optional<ModuleName> module() {
    return Optional.of(ModuleName.DIALOG);
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
