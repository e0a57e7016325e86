package dev.mplp.dialog;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.DialogId;
import dev.mplp.model.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a dialog with what stands beside it.
 *
 * @param dialogId where it was said
 * @param messageId its identifier; follows from the dialog and the sequence
 * @param sequence its place in the dialog, from 0, without gaps
 * @param sender who said it; null when the message came with an import that does not tell
 * @param recipients whom it is for; empty for everybody
 * @param replyTo the sequence of the message that it answers; null for none
 * @param message the wire form. Its {@code event.data} holds {@code sender_id}, and of recipients
 *     and {@code reply_to} what there is
 */
public record SentMessage(
    DialogId dialogId,
    MessageId messageId,
    long sequence,
    @Nullable String sender,
    List<String> recipients,
    @Nullable Long replyTo,
    DialogMessage message) {

  /** Copies the recipients. */
  public SentMessage {
    requireNonNull(dialogId, "dialogId");
    requireNonNull(messageId, "messageId");
    recipients = List.copyOf(recipients);
    requireNonNull(message, "message");
  }

  /** Who speaks. */
  public MessageRole role() {
    return message.role();
  }

  /** What is said. */
  public String content() {
    return message.content();
  }
}
