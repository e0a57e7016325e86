package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies a message of a Dialog; it follows from the dialog and the place of the message in it.
 *
 * @param uuid a random (version 4) UUID
 */
public record MessageId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public MessageId {
    V4.check(uuid, "MessageId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static MessageId of(String text) {
    return new MessageId(V4.parse(text, "MessageId"));
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
