package dev.mplp.dialog;

import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.DialogId;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dialogs: messages of one thread, which are appended and never changed.
 *
 * <p>Messages are kept beside the dialog: sending one costs the same at the first and the
 * 100,000th, and changes no version. Every message has its place, counted from 0 without gaps,
 * whoever sends at the same time from wherever.
 *
 * <p>{@link DialogStatus} tells which status follows which, and by what.
 */
public interface Dialogs {

  /** How long the content of a message may be, in bytes of UTF-8. */
  int LARGEST_CONTENT = 1 << 20;

  /** How many recipients a message may name. */
  int MOST_RECIPIENTS = 100;

  /** How many messages a dialog may have for {@link #get} to hand it out in one piece. */
  int LARGEST_DIALOG = 10_000;

  /** Creates an active dialog without messages that begins now. */
  Dialog open(ContextId contextId);

  /**
   * Creates a dialog as given, with the messages that it has.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}; {@code CONTEXT_NOT_ACTIVE} when
   *     the Context is closed or archived
   * @throws dev.mplp.ValidationException when it is not valid, or a message is too long
   * @throws dev.mplp.TooLargeException when it has more than {@link #LARGEST_DIALOG} messages
   */
  Dialog create(Dialog dialog);

  /**
   * The dialog with all its messages.
   *
   * @throws dev.mplp.NotFoundException code {@code DIALOG_NOT_FOUND}
   * @throws dev.mplp.TooLargeException when there are more than {@link #LARGEST_DIALOG} messages,
   *     or more than 64 MiB of them: {@link #messages} gives them page by page
   */
  Dialog get(DialogId dialogId);

  /** As {@link #get}, with the version that {@link #update} takes. */
  Versioned<Dialog> read(DialogId dialogId);

  /**
   * The dialog without its messages.
   *
   * @throws dev.mplp.NotFoundException code {@code DIALOG_NOT_FOUND}
   */
  DialogSummary summary(DialogId dialogId);

  /**
   * Replaces thread, governance, tags and trace of a dialog.
   *
   * @param dialog its messages are either none, which says nothing about them, or those that it has
   * @param version under which the caller read it; messages sent since do not matter
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT} when it was changed since,
   *     {@code LOCKED} when its governance forbids changes, {@code READ_ONLY_PART} when status,
   *     Context, begin, end or messages are others than the stored: they have methods of their own
   */
  DialogSummary update(Dialog dialog, long version);

  /** active to paused: messages are refused until {@link #resume}. */
  DialogSummary pause(DialogId dialogId, @Nullable String reason);

  /** paused to active. */
  DialogSummary resume(DialogId dialogId);

  /** active or paused to completed: ends here. */
  DialogSummary complete(DialogId dialogId);

  /** active or paused to cancelled: ends here. */
  DialogSummary cancel(DialogId dialogId, @Nullable String reason);

  /**
   * Appends a message, with the time of the storage's clock.
   *
   * @return the message in its place; it is durable
   * @throws dev.mplp.NotFoundException code {@code DIALOG_NOT_FOUND}; code {@code
   *     MESSAGE_NOT_FOUND} when it answers a message that is not there
   * @throws dev.mplp.ConflictException code {@code DIALOG_NOT_ACTIVE} when the dialog is paused or
   *     has ended; {@code LOCKED} when its governance forbids changes
   * @throws dev.mplp.ValidationException when the content is longer than {@link #LARGEST_CONTENT},
   *     or text of it cannot be stored
   */
  SentMessage send(DialogId dialogId, MessageDraft draft);

  /**
   * One message.
   *
   * @throws dev.mplp.NotFoundException code {@code MESSAGE_NOT_FOUND}
   */
  SentMessage message(DialogId dialogId, long sequence);

  /**
   * Messages in order, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<SentMessage> messages(DialogId dialogId, @Nullable Cursor after, int limit);

  /**
   * Messages in order with a sequence larger than {@code sequence}: for whoever has seen everything
   * up to there and looks again.
   *
   * @param sequence -1 for the beginning
   * @param limit 1 to 500
   */
  List<SentMessage> messagesAfter(DialogId dialogId, long sequence, int limit);

  /**
   * Dialogs, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<DialogSummary> list(DialogFilter filter, @Nullable Cursor after, int limit);

  /**
   * Puts a dialog away that has ended: lists leave it out unless asked for it, and it is not
   * changed any more, with the code {@code ARCHIVED}; its wire form stays as it is. Nothing happens
   * when it is archived.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not completed or cancelled;
   *     {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code DIALOG_NOT_FOUND}
   */
  void archive(DialogId dialogId);

  /**
   * Removes a dialog that has ended for good with its messages. The log keeps its records, and one
   * that tells of the removal.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not completed or cancelled;
   *     {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code DIALOG_NOT_FOUND}
   */
  void purge(DialogId dialogId);

  /**
   * Follows what happens to it.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code DIALOG_NOT_FOUND}
   */
  Watch watch(DialogId dialogId, long after);
}
