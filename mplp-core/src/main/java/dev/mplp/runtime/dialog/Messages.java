package dev.mplp.runtime.dialog;

import dev.mplp.NotFoundException;
import dev.mplp.TooLargeException;
import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogMessage;
import dev.mplp.dialog.Dialogs;
import dev.mplp.dialog.SentMessage;
import dev.mplp.model.DialogId;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.Limits;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Item;
import dev.mplp.spi.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages of dialogs as they are stored: items of the dialog's document in wire form, which
 * itself has none, and a document of its own that counts them. So a message changes no version of
 * the dialog, and the dialog may be changed while messages come in.
 */
public final class Messages {

  private static final int PAGE = 1000;

  private final Storage storage;

  /** Messages of this storage. */
  public Messages(Storage storage) {
    this.storage = storage;
  }

  /**
   * How many messages there are.
   *
   * @param version of the document that counts them
   * @param lastAt when the last one was said; null while there is none
   */
  record Tail(long version, long count, @Nullable Instant lastAt) {

    /** Stored over the version that was read. */
    Change put(DialogId dialogId) {
      JsonObject.Builder body =
          JsonObject.builder().put("count", count).putIfPresent("last_at", Times.text(lastAt));
      return new Change.PutDocument(
          Kinds.DIALOG_TAIL, dialogId.value(), version, Wire.bytes(body.build()), Map.of());
    }
  }

  Tail tail(String tenant, DialogId dialogId) {
    Document document =
        storage
            .get(new DocumentKey(tenant, Kinds.DIALOG_TAIL, dialogId.value()))
            .orElseThrow(() -> new NotFoundException("dialog", dialogId.value()));
    JsonObject body = Wire.object(document.body());
    return new Tail(
        document.version(),
        Objects.requireNonNull(body.get("count")).asLong(),
        Times.instant(body, "last_at"));
  }

  /** The dialog as its own document holds it: without messages. */
  public static Dialog head(Dialog dialog) {
    return dialog.withMessages(List.of());
  }

  /** What is stored beside a new dialog: the messages that it has. */
  public static List<Change> create(Dialog dialog) {
    List<DialogMessage> messages = dialog.messages();
    if (messages.size() > Dialogs.LARGEST_DIALOG) {
      throw new TooLargeException(
          "dialog "
              + dialog.dialogId()
              + " has "
              + messages.size()
              + " messages and is created with "
              + Dialogs.LARGEST_DIALOG
              + " at most; send the others one by one");
    }
    List<Change> changes = new ArrayList<>();
    Instant lastAt = null;
    if (!messages.isEmpty()) {
      List<byte[]> bodies = new ArrayList<>(messages.size());
      for (DialogMessage message : messages) {
        checkSize("/messages/" + bodies.size() + "/content", message.content());
        bodies.add(Wire.bytes(Shapes.DIALOG_MESSAGE, message));
      }
      lastAt = Times.micros(messages.get(messages.size() - 1).timestamp());
      changes.add(append(dialog.dialogId(), 0, bodies));
    }
    changes.add(new Tail(0, messages.size(), lastAt).put(dialog.dialogId()));
    return changes;
  }

  static Change append(DialogId dialogId, long first, List<byte[]> bodies) {
    return new Change.AppendItems(Kinds.DIALOG, dialogId.value(), first, bodies);
  }

  /** Removes the count; the messages go with the dialog's document. */
  Change remove(String tenant, DialogId dialogId) {
    return new Change.DeleteDocument(
        Kinds.DIALOG_TAIL, dialogId.value(), tail(tenant, dialogId).version());
  }

  /** Refuses content that is too long. */
  static void checkSize(String pointer, String content) {
    if (content.length() > Dialogs.LARGEST_CONTENT / 3
        && content.getBytes(StandardCharsets.UTF_8).length > Dialogs.LARGEST_CONTENT) {
      throw new ValidationException(
          "message",
          List.of(
              new Violation(
                  pointer,
                  Violation.Layer.LIMIT,
                  "size",
                  "must not be longer than "
                      + Dialogs.LARGEST_CONTENT
                      + " bytes of UTF-8; keep the rest elsewhere and send a reference")));
    }
  }

  /** Messages with a larger sequence, in order. */
  List<SentMessage> after(String tenant, DialogId dialogId, long sequence, int limit) {
    List<SentMessage> found = new ArrayList<>();
    for (Item item : storage.items(key(tenant, dialogId), sequence, limit)) {
      found.add(MessageForm.read(dialogId, item.sequence(), message(item)));
    }
    return found;
  }

  /**
   * One message.
   *
   * @throws NotFoundException code {@code MESSAGE_NOT_FOUND}
   */
  SentMessage get(String tenant, DialogId dialogId, long sequence) {
    if (sequence >= 0) {
      for (SentMessage message : after(tenant, dialogId, sequence - 1, 1)) {
        if (message.sequence() == sequence) {
          return message;
        }
      }
    }
    throw new NotFoundException("message", sequence + " of dialog " + dialogId);
  }

  /**
   * A dialog with its messages.
   *
   * @param head without messages
   * @throws TooLargeException when they are too many for one piece
   */
  public Dialog assemble(String tenant, Dialog head) {
    List<DialogMessage> messages = new ArrayList<>();
    long bytes = 0;
    long after = -1;
    List<Item> page;
    do {
      page = storage.items(key(tenant, head.dialogId()), after, PAGE);
      for (Item item : page) {
        after = item.sequence();
        bytes += item.body().length;
        if (messages.size() == Dialogs.LARGEST_DIALOG || bytes > Limits.DEFAULT.bytes()) {
          throw new TooLargeException(
              "dialog "
                  + head.dialogId()
                  + " has more than "
                  + messages.size()
                  + " messages and is not handed out in one piece; read its messages page by page");
        }
        messages.add(message(item));
      }
    } while (page.size() == PAGE);
    return head.withMessages(messages);
  }

  private static DialogMessage message(Item item) {
    return Wire.read(Shapes.DIALOG_MESSAGE, item.body());
  }

  private static DocumentKey key(String tenant, DialogId dialogId) {
    return new DocumentKey(tenant, Kinds.DIALOG, dialogId.value());
  }
}
