package dev.mplp.dialog;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said in a {@link Dialog}. Immutable; the methods give changed copies.
 *
 * <pre>{@code
 * MessageDraft.agent("712 points").from("analyst").to("clerk").inReplyTo(question)
 * }</pre>
 *
 * @param role who speaks
 * @param content what is said; may be empty; at most {@link Dialogs#LARGEST_CONTENT} bytes of UTF-8
 * @param sender who says it, not empty; null for the subject of the caller
 * @param recipients whom it is for, each once and not empty, at most {@link
 *     Dialogs#MOST_RECIPIENTS}; empty for everybody
 * @param replyTo the sequence of the message that it answers; null for none
 */
public record MessageDraft(
    MessageRole role,
    String content,
    @Nullable String sender,
    List<String> recipients,
    @Nullable Long replyTo) {

  /** Checks all that can be told without the dialog, and copies the recipients. */
  public MessageDraft {
    requireNonNull(role, "role");
    requireNonNull(content, "content");
    if (sender != null) {
      Require.text(sender, "sender");
    }
    Require.distinct(recipients, "recipients");
    recipients = List.copyOf(recipients);
    recipients.forEach(recipient -> Require.text(recipient, "recipients"));
    if (recipients.size() > Dialogs.MOST_RECIPIENTS) {
      throw new IllegalArgumentException(
          "recipients must be at most "
              + Dialogs.MOST_RECIPIENTS
              + ", but are "
              + recipients.size()
              + "; none means everybody");
    }
    Require.count(replyTo, "replyTo");
  }

  /** Something said in a role, by the caller, to everybody. */
  public static MessageDraft of(MessageRole role, String content) {
    return new MessageDraft(role, content, null, List.of(), null);
  }

  /** Something that a person says. */
  public static MessageDraft user(String content) {
    return of(MessageRole.USER, content);
  }

  /** Something that an assistant says. */
  public static MessageDraft assistant(String content) {
    return of(MessageRole.ASSISTANT, content);
  }

  /** Something that an agent says. */
  public static MessageDraft agent(String content) {
    return of(MessageRole.AGENT, content);
  }

  /** Something that the system says. */
  public static MessageDraft system(String content) {
    return of(MessageRole.SYSTEM, content);
  }

  /** A copy that somebody else says. */
  public MessageDraft from(String sender) {
    return new MessageDraft(role, content, sender, recipients, replyTo);
  }

  /** A copy for these only. */
  public MessageDraft to(String... recipients) {
    return new MessageDraft(role, content, sender, List.of(recipients), replyTo);
  }

  /** A copy that answers a message of the same dialog. */
  public MessageDraft inReplyTo(SentMessage message) {
    return inReplyTo(message.sequence());
  }

  /** A copy that answers the message of this sequence. */
  public MessageDraft inReplyTo(long sequence) {
    return new MessageDraft(role, content, sender, recipients, sequence);
  }
}
