package dev.mplp.runtime.dialog;

import dev.mplp.ConflictException;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogFilter;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.dialog.DialogSummary;
import dev.mplp.dialog.Dialogs;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.SentMessage;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.DialogId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Cursors;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Transitions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Dialogs service of a caller. */
public final class DialogService implements Dialogs {

  private final EventService events;
  private final Caller caller;
  private final ObjectStore<Dialog> dialogs;
  private final Messages messages;
  private final SendMessage send;

  /**
   * The service of this caller.
   *
   * @param send shared by all callers of the runtime
   */
  public DialogService(Caller caller, EventService events, SendMessage send) {
    this.caller = caller;
    this.events = events;
    this.dialogs = new ObjectStore<>(caller, ObjectType.DIALOG);
    this.messages = new Messages(caller.storage());
    this.send = send;
  }

  @Override
  public Dialog open(ContextId contextId) {
    return create(Dialog.builder(contextId).startedAt(caller.now()).build());
  }

  @Override
  public Dialog create(Dialog dialog) {
    return dialogs.create(dialog, Messages::head, Messages::create);
  }

  @Override
  public Dialog get(DialogId dialogId) {
    return read(dialogId).value();
  }

  @Override
  public Versioned<Dialog> read(DialogId dialogId) {
    Versioned<Dialog> head = dialogs.read(dialogId);
    return new Versioned<>(messages.assemble(caller.tenant(), head.value()), head.version());
  }

  @Override
  public DialogSummary summary(DialogId dialogId) {
    return summary(dialogs.look(dialogId));
  }

  private static DialogSummary summary(Versioned<Dialog> head) {
    Dialog dialog = head.value();
    return new DialogSummary(
        dialog.dialogId(),
        dialog.contextId(),
        dialog.threadId(),
        dialog.status(),
        dialog.startedAt(),
        dialog.endedAt(),
        head.version());
  }

  @Override
  public DialogSummary update(Dialog dialog, long version) {
    caller.may(ModuleName.DIALOG, "update", dialog.dialogId());
    Dialog head = dialogs.stored(dialog.dialogId()).value();
    boolean sameTimes =
        Objects.equals(dialog.startedAt(), head.startedAt())
            && Objects.equals(dialog.endedAt(), head.endedAt());
    boolean sameMessages =
        dialog.messages().isEmpty()
            || dialog.messages().equals(messages.assemble(caller.tenant(), head).messages());
    if (!sameTimes || !sameMessages) {
      throw new ConflictException(
          "READ_ONLY_PART",
          (sameTimes ? "the messages" : "begin and end")
              + " of dialog "
              + dialog.dialogId()
              + " are others than those that are given: "
              + (sameTimes
                  ? "leave them out, messages are only appended, by send"
                  : "a dialog ends by complete and cancel"));
    }
    return summary(dialogs.update(Messages.head(dialog), version));
  }

  @Override
  public DialogSummary pause(DialogId dialogId, @Nullable String reason) {
    return move(dialogId, "pause", DialogStatus.PAUSED, reason);
  }

  @Override
  public DialogSummary resume(DialogId dialogId) {
    return move(dialogId, "resume", DialogStatus.ACTIVE, null);
  }

  @Override
  public DialogSummary complete(DialogId dialogId) {
    return move(dialogId, "complete", DialogStatus.COMPLETED, null);
  }

  @Override
  public DialogSummary cancel(DialogId dialogId, @Nullable String reason) {
    return move(dialogId, "cancel", DialogStatus.CANCELLED, reason);
  }

  private DialogSummary move(
      DialogId dialogId, String action, DialogStatus to, @Nullable String reason) {
    Instant now = caller.now();
    return summary(
        dialogs.moved(
            dialogId,
            action,
            Transitions.DIALOG,
            to,
            reason,
            dialog -> to.isTerminal() ? dialog.toBuilder().endedAt(now).build() : dialog));
  }

  @Override
  public SentMessage send(DialogId dialogId, MessageDraft draft) {
    caller.may(ModuleName.DIALOG, "send", dialogId);
    return send.send(caller, messages, dialogId, draft);
  }

  @Override
  public SentMessage message(DialogId dialogId, long sequence) {
    dialogs.read(dialogId);
    return messages.get(caller.tenant(), dialogId, sequence);
  }

  @Override
  public Page<SentMessage> messages(DialogId dialogId, @Nullable Cursor after, int limit) {
    Listing.checkLimit(limit);
    dialogs.read(dialogId);
    String list = caller.tenant() + " messages of " + dialogId;
    long next = Cursors.place(list, after);
    List<SentMessage> found = messages.after(caller.tenant(), dialogId, next - 1, limit + 1);
    if (found.size() <= limit) {
      return Page.last(found);
    }
    return new Page<>(found.subList(0, limit), Cursors.of(list, found.get(limit).sequence()));
  }

  @Override
  public List<SentMessage> messagesAfter(DialogId dialogId, long sequence, int limit) {
    Listing.checkLimit(limit);
    if (sequence < -1) {
      throw new IllegalArgumentException("sequence must be -1 or more but is " + sequence);
    }
    dialogs.read(dialogId);
    return messages.after(caller.tenant(), dialogId, sequence, limit);
  }

  @Override
  public Page<DialogSummary> list(DialogFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("thread_id", filter.threadId() == null ? null : filter.threadId().value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    return dialogs.list(where, filter.archived(), after, limit, DialogService::summary);
  }

  @Override
  public void archive(DialogId dialogId) {
    Archive.archive(
        caller,
        ObjectType.DIALOG,
        dialogId,
        dialog -> dialog.status().isTerminal(),
        "completed or cancelled",
        over -> List.of());
  }

  @Override
  public void purge(DialogId dialogId) {
    dialogs.purge(
        dialogId,
        dialog -> dialog.status().isTerminal(),
        "completed or cancelled",
        dialog -> List.of(messages.remove(caller.tenant(), dialogId)));
  }

  @Override
  public Watch watch(DialogId dialogId, long after) {
    return dialogs.watch(dialogId, after, events);
  }
}
