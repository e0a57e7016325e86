package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogFilter;
import dev.mplp.dialog.DialogMessage;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.dialog.DialogSummary;
import dev.mplp.dialog.Dialogs;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.MessageRole;
import dev.mplp.dialog.SentMessage;
import dev.mplp.event.Event;
import dev.mplp.event.EventRecord;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.DialogId;
import dev.mplp.model.Governance;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.model.ThreadId;
import dev.mplp.model.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said in a dialog stays, each message once and in its place. */
public abstract class DialogContract extends ServiceKit {

  private static final int THREADS = 8;
  private static final int EACH = 25;

  /** For the storages. */
  protected DialogContract() {}

  private Dialogs dialogs() {
    return mplp().dialogs();
  }

  private DialogId open() {
    return dialogs().open(context().contextId()).dialogId();
  }

  @Test
  void send_givesTheMessageItsPlaceAndSaysWhoSaidIt() {
    DialogId id = open();
    SentMessage question = dialogs().send(id, MessageDraft.user("How many points?").from("ada"));
    SentMessage answer =
        mplp()
            .as(Principal.of("analyst-1"))
            .dialogs()
            .send(id, MessageDraft.agent("712 \ud83d\ude00").to("ada", "bob").inReplyTo(question));

    assertThat(question.sequence()).isZero();
    assertThat(question.sender()).isEqualTo("ada");
    assertThat(answer.sequence()).isEqualTo(1);
    assertThat(answer.sender()).isEqualTo("analyst-1");
    assertThat(answer.recipients()).containsExactly("ada", "bob");
    assertThat(answer.replyTo()).isZero();
    assertThat(answer.messageId()).isNotEqualTo(question.messageId());
    assertThat(answer.message().timestamp()).isAfterOrEqualTo(question.message().timestamp());
    Event event = answer.message().event();
    assertThat(event).isNotNull();
    assertThat(event.data())
        .isEqualTo(
            JsonObject.of(
                "sender_id", "analyst-1", "recipients", List.of("ada", "bob"), "reply_to", 0));
    assertThat(dialogs().message(id, 1)).isEqualTo(answer);
    assertThat(dialogs().get(id).messages()).containsExactly(question.message(), answer.message());
    assertThat(dialogs().summary(id).version()).as("messages change no version").isEqualTo(1);
  }

  @Test
  void send_writesOneRecordEach_andOneOfAUserIsAnIntent() {
    DialogId id = open();
    dialogs().send(id, MessageDraft.user("How many points?"));
    dialogs().send(id, MessageDraft.assistant("712"));

    List<EventRecord> records = records("dialog.message");
    assertThat(records).hasSize(2);
    assertThat(records.get(0).observability())
        .extracting(ObservabilityEvent::eventType)
        .containsExactly("user_message_received");
    assertThat(records.get(1).observability()).isEmpty();
  }

  @Test
  void send_byManyThreadsOfTwoProcesses_landsEachOnceInDenseSequence() {
    DialogId id = open();
    Mplp other = another();
    List<List<SentMessage>> sent =
        Contention.run(
            THREADS,
            thread -> {
              Mplp mine = thread % 2 == 0 ? mplp() : other;
              List<SentMessage> all = new ArrayList<>();
              for (int i = 0; i < EACH; i++) {
                all.add(mine.dialogs().send(id, MessageDraft.agent(thread + "/" + i)));
              }
              return all;
            });

    List<SentMessage> stored = all(id, 7);
    assertThat(stored).extracting(SentMessage::sequence).isEqualTo(upTo(THREADS * EACH));
    assertThat(stored)
        .containsExactlyInAnyOrderElementsOf(sent.stream().flatMap(List::stream).toList());
    for (List<SentMessage> ofThread : sent) {
      assertThat(ofThread)
          .as("in the order of sending")
          .isSortedAccordingTo(java.util.Comparator.comparingLong(SentMessage::sequence));
    }
    assertThat(stored).extracting(message -> message.message().timestamp()).isSorted();
    assertThat(records("dialog.message")).hasSize(THREADS * EACH);
  }

  private static List<Long> upTo(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private List<SentMessage> all(DialogId id, int limit) {
    List<SentMessage> all = new ArrayList<>();
    Cursor after = null;
    Page<SentMessage> page;
    do {
      page = dialogs().messages(id, after, limit);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  @Test
  void send_whileOthersPauseAndResume_isThereOrRefused_neverBoth() {
    DialogId id = open();
    Mplp other = another();
    List<Set<String>> accepted =
        Contention.run(
            3,
            thread -> {
              Set<String> done = new HashSet<>();
              for (int i = 0; i < EACH; i++) {
                String text = thread + "/" + i;
                if (thread == 0) {
                  other.dialogs().pause(id, null);
                  other.dialogs().resume(id);
                } else if (isAccepted(thread == 1 ? mplp() : other, id, text)) {
                  done.add(text);
                }
              }
              return done;
            });
    Set<String> expected = new HashSet<>(accepted.get(1));
    expected.addAll(accepted.get(2));
    List<SentMessage> stored = all(id, 500);
    assertThat(stored.stream().map(SentMessage::content).collect(Collectors.toSet()))
        .isEqualTo(expected);
    assertThat(stored).hasSize(expected.size());
    assertThat(dialogs().summary(id).version()).isEqualTo(1 + 2 * EACH);
  }

  private static boolean isAccepted(Mplp mplp, DialogId id, String text) {
    try {
      SentMessage sent = mplp.dialogs().send(id, MessageDraft.agent(text));
      return sent.content().equals(text);
    } catch (MplpException e) {
      assertThat(e.code()).isEqualTo("DIALOG_NOT_ACTIVE");
      return false;
    }
  }

  @Test
  void send_toWhatTakesNoMessages_isRefusedAndLeavesNothing() {
    DialogId id = open();
    dialogs().pause(id, "lunch");
    refused("DIALOG_NOT_ACTIVE", () -> dialogs().send(id, MessageDraft.user("Anybody?")));
    dialogs().complete(id);
    refused("DIALOG_NOT_ACTIVE", () -> dialogs().send(id, MessageDraft.user("Anybody?")));
    DialogId locked =
        dialogs()
            .create(
                Dialog.builder(context().contextId())
                    .governance(Governance.builder().locked(true).build())
                    .build())
            .dialogId();
    refused("LOCKED", () -> dialogs().send(locked, MessageDraft.user("Anybody?")));
    refused(
        "DIALOG_NOT_FOUND", () -> dialogs().send(DialogId.random(), MessageDraft.user("Anybody?")));
    assertThat(all(id, 10)).isEmpty();
    assertThat(records("dialog.message")).isEmpty();
  }

  @Test
  void send_ofWhatCannotBeStored_isRefused() {
    DialogId id = open();
    String longest = "a".repeat(Dialogs.LARGEST_CONTENT);
    assertThat(dialogs().send(id, MessageDraft.user(longest)).content()).isEqualTo(longest);
    refused("VALIDATION_FAILED", () -> dialogs().send(id, MessageDraft.user(longest + "a")));
    refused(
        "VALIDATION_FAILED",
        () -> dialogs().send(id, MessageDraft.user("\u00e9".repeat(longest.length() / 2 + 1))));
    refused("VALIDATION_FAILED", () -> dialogs().send(id, MessageDraft.user("a\u0000b")));
    refused("VALIDATION_FAILED", () -> dialogs().send(id, MessageDraft.user("a").from("\ud800")));
    refused("MESSAGE_NOT_FOUND", () -> dialogs().send(id, MessageDraft.user("a").inReplyTo(1)));
    assertThat(all(id, 10)).hasSize(1);
  }

  @Test
  void pages_ofAnotherDialogOrMadeUp_areRefused() {
    DialogId id = open();
    for (int i = 0; i < 3; i++) {
      dialogs().send(id, MessageDraft.user("message " + i));
    }
    Cursor next = dialogs().messages(id, null, 1).next();
    assertThat(next).isNotNull();
    assertThat(dialogs().messages(id, next, 2).items())
        .extracting(SentMessage::content)
        .containsExactly("message 1", "message 2");
    refused("INVALID_CURSOR", () -> dialogs().messages(open(), next, 1));
    refused("INVALID_CURSOR", () -> dialogs().messages(id, new Cursor("1"), 1));
    assertThat(dialogs().messagesAfter(id, 1, 10)).hasSize(1);
    assertThat(dialogs().messagesAfter(id, 2, 10)).isEmpty();
    for (int limit : new int[] {0, 501}) {
      assertThatThrownBy(() -> dialogs().messages(id, null, limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
    refused("MESSAGE_NOT_FOUND", () -> dialogs().message(id, 3));
    refused("MESSAGE_NOT_FOUND", () -> dialogs().message(id, -1));
  }

  @Test
  void create_withMessages_keepsThemAndGoesOnBehindThem() {
    DialogMessage first =
        DialogMessage.builder(MessageRole.USER, "Hello", Instant.parse("2026-01-01T00:00:00Z"))
            .build();
    Dialog given = Dialog.builder(context().contextId()).messages(List.of(first)).build();
    Dialog created = dialogs().create(given);
    assertThat(created.messages()).containsExactly(first);
    assertThat(dialogs().get(given.dialogId())).isEqualTo(created);
    refused("ALREADY_EXISTS", () -> dialogs().create(given));

    SentMessage second = dialogs().send(given.dialogId(), MessageDraft.assistant("Good morning"));
    assertThat(second.sequence()).isEqualTo(1);
    SentMessage stored = dialogs().message(given.dialogId(), 0);
    assertThat(stored.message()).isEqualTo(first);
    assertThat(stored.sender()).isNull();
  }

  @Test
  void create_inAContextThatIsClosedOrNotThere_isRefused() {
    Dialog dialog = Dialog.builder(context().contextId()).build();
    Mplp stranger = mplp().as(Principal.of(Tenant.of("elsewhere"), "eve"));
    refused("CONTEXT_NOT_FOUND", () -> stranger.dialogs().create(dialog));
    mplp().contexts().close(context().contextId(), null);
    refused("CONTEXT_NOT_ACTIVE", () -> dialogs().create(dialog));
    refused("DIALOG_NOT_FOUND", () -> dialogs().get(dialog.dialogId()));
  }

  @Test
  void update_changesWhatIsNotAppended_overTheVersionRead() {
    DialogId id = open();
    dialogs().send(id, MessageDraft.user("Hello"));
    Versioned<Dialog> read = dialogs().read(id);
    dialogs().send(id, MessageDraft.user("Still there?"));
    ThreadId thread = ThreadId.random();
    Dialog threaded = read.value().toBuilder().threadId(thread).messages(List.of()).build();

    DialogSummary updated = dialogs().update(threaded, read.version());
    assertThat(updated.version()).isEqualTo(2);
    assertThat(dialogs().get(id).threadId()).isEqualTo(thread);
    assertThat(dialogs().get(id).messages()).hasSize(2);
    refused("VERSION_CONFLICT", () -> dialogs().update(threaded, read.version()));
    Dialog shorter = dialogs().get(id).withMessages(read.value().messages());
    assertThat(refused("READ_ONLY_PART", () -> dialogs().update(shorter, 2)))
        .hasMessageContaining("messages");
    refused("READ_ONLY_PART", () -> dialogs().update(threaded.withStatus(DialogStatus.PAUSED), 2));
    refused(
        "READ_ONLY_PART",
        () -> dialogs().update(threaded.toBuilder().endedAt(Instant.EPOCH).build(), 2));
    assertThat(dialogs().update(dialogs().get(id), 2).version()).isEqualTo(3);
  }

  @Test
  void end_isTold() {
    DialogId id = open();
    assertThat(dialogs().summary(id).endedAt()).isNull();
    DialogSummary ended = dialogs().cancel(id, "a mistake");
    assertThat(ended.endedAt()).isNotNull().isAfterOrEqualTo(ended.startedAt());
    assertThat(dialogs().get(id).endedAt()).isEqualTo(ended.endedAt());
  }

  @Test
  void purge_removesADialogThatHasEnded_andItsMessages() {
    DialogId id = open();
    Watch watch = dialogs().watch(id, 0);
    dialogs().send(id, MessageDraft.user("Hello"));
    refused("NOT_OVER", () -> dialogs().purge(id));
    dialogs().complete(id);
    dialogs().purge(id);
    refused("DIALOG_NOT_FOUND", () -> dialogs().get(id));
    refused("DIALOG_NOT_FOUND", () -> dialogs().messages(id, null, 10));
    refused("DIALOG_NOT_FOUND", () -> dialogs().watch(id, 0));
    assertThat(dialogs().list(DialogFilter.all(), null, 10).items()).isEmpty();
    open();
    assertThat(seen(watch, "dialog.purged"))
        .containsExactly("dialog.created", "dialog.message", "dialog.moved", "dialog.purged");
    Dialog again = Dialog.builder(context().contextId()).dialogId(id).build();
    assertThat(dialogs().create(again).messages()).isEmpty();
    assertThat(dialogs().send(id, MessageDraft.user("Hello")).sequence()).isZero();
  }

  @Test
  void list_byContextThreadAndStatus_pageByPage() {
    ThreadId thread = ThreadId.random();
    List<DialogId> ofThread = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      open();
      ofThread.add(
          dialogs()
              .create(Dialog.builder(context().contextId()).threadId(thread).build())
              .dialogId());
    }
    dialogs().pause(ofThread.get(3), null);
    DialogFilter filter = DialogFilter.all().withThread(thread);
    assertThat(ids(filter, 2)).isEqualTo(ofThread);
    assertThat(ids(filter.withStatus(DialogStatus.PAUSED), 2)).containsExactly(ofThread.get(3));
    assertThat(ids(filter.withContext(context().contextId()), 500)).hasSize(5);
    assertThat(ids(DialogFilter.all(), 3)).hasSize(10);
    Cursor next = dialogs().list(filter, null, 2).next();
    refused("INVALID_CURSOR", () -> dialogs().list(DialogFilter.all(), next, 2));
    assertThat(
            mplp()
                .as(Principal.of(Tenant.of("elsewhere"), "eve"))
                .dialogs()
                .list(DialogFilter.all(), null, 10)
                .items())
        .isEmpty();
  }

  private List<DialogId> ids(DialogFilter filter, int limit) {
    List<DialogId> ids = new ArrayList<>();
    @Nullable Cursor after = null;
    do {
      Page<DialogSummary> page = dialogs().list(filter, after, limit);
      page.items().forEach(item -> ids.add(item.dialogId()));
      after = page.next();
    } while (after != null);
    return ids;
  }
}
