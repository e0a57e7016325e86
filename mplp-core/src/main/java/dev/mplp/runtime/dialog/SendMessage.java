package dev.mplp.runtime.dialog;

import dev.mplp.ConflictException;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.SentMessage;
import dev.mplp.model.DialogId;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.TeamRecords;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives a message its place at the end of a dialog. Shared by all callers of a runtime.
 *
 * <ol>
 *   <li>Who sends to the same dialog in this process stands in line, so that they do not take each
 *       other's place in turns; the line is kept per dialog, give or take a few that share one. It
 *       is a courtesy: whoever waits too long goes on without it. So nobody waits for ever for one
 *       who waits in turn for the host's transaction that the first one is in.
 *   <li>Who has the turn reads the dialog, which must be active, and the count, which is the place.
 *   <li>Message, count and record are one commit, over both versions that were read. Somebody in
 *       another process who was quicker, or paused the dialog meanwhile, is a conflict: back to 2.
 * </ol>
 */
public final class SendMessage {

  private static final int LINES = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ReentrantLock[] lines = new ReentrantLock[LINES];

  /** Nobody is in line yet. */
  public SendMessage() {
    for (int i = 0; i < LINES; i++) {
      lines[i] = new ReentrantLock(true);
    }
  }

  SentMessage send(Caller caller, Messages messages, DialogId dialogId, MessageDraft draft) {
    Messages.checkSize("/content", draft.content());
    ReentrantLock line = lines[Math.floorMod(dialogId.hashCode(), LINES)];
    boolean hasTurn = await(line);
    try {
      return caller
          .commits()
          .apply("dialog " + dialogId, () -> sending(caller, messages, dialogId, draft));
    } finally {
      if (hasTurn) {
        line.unlock();
      }
    }
  }

  private static boolean await(ReentrantLock line) {
    try {
      return line.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Commits.Change<SentMessage> sending(
      Caller caller, Messages messages, DialogId dialogId, MessageDraft draft) {
    Versioned<Dialog> dialog = new ObjectStore<>(caller, ObjectType.DIALOG).stored(dialogId);
    checkActive(dialog.value());
    List<Change> override = Locks.check(caller, dialog.value(), dialog.value().contextId());
    Messages.Tail tail = messages.tail(caller.tenant(), dialogId);
    if (draft.replyTo() != null) {
      messages.get(caller.tenant(), dialogId, draft.replyTo());
    }
    Instant now = caller.now();
    Instant at = tail.lastAt() == null || now.isAfter(tail.lastAt()) ? now : tail.lastAt();
    SentMessage sent = MessageForm.write(dialogId, tail.count(), draft, caller.subject(), at);
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(new Change.CheckDocument(Kinds.DIALOG, dialogId.value(), dialog.version()))
            .addAll(override)
            .add(new Messages.Tail(tail.version(), tail.count() + 1, at).put(dialogId))
            .add(
                Messages.append(
                    dialogId,
                    tail.count(),
                    List.of(Wire.bytes(Shapes.DIALOG_MESSAGE, sent.message()))))
            .add(
                new Change.AppendLog(
                    TeamRecords.messageSent(dialog.value().contextId(), sent, caller.subject())))
            .build();
    return new Commits.Change<>(set, sent);
  }

  private static void checkActive(Dialog dialog) {
    if (dialog.status() != DialogStatus.ACTIVE) {
      throw new ConflictException(
          "DIALOG_NOT_ACTIVE",
          "dialog "
              + dialog.dialogId()
              + " is "
              + dialog.status().wire()
              + (dialog.status() == DialogStatus.PAUSED
                  ? " and takes no messages until it is resumed"
                  : " and takes no more messages; open another dialog"));
    }
  }
}
