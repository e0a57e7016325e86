package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.administration.ActFilter;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.administration.Erasure;
import dev.mplp.administration.ErasureRequest;
import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.context.StateKey;
import dev.mplp.context.Verification.Finding;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.SentMessage;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.model.TraceId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasure of a person's data: texts go, structure stays, and the log tells the same. */
public abstract class ErasureContract extends ServiceKit {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final StateKey<String> PHONE = StateKey.text("phone");
  private static final StateKey<String> AMOUNT = StateKey.text("amount");
  private static final String SECRET = "0170-SECRET";

  private Mplp olga;
  private Dialog dialog;
  private ConfirmId confirmId;
  private TraceId traceId;

  /** Alice writes and decides; what is to go has the secret in it. */
  @BeforeEach
  void someWork() throws Exception {
    Mplp alice = mplp().as(Principal.of("alice", "boss"));
    olga = mplp().as(Principal.of("olga"));
    dialog = mplp().dialogs().open(context().contextId());
    alice.dialogs().send(dialog.dialogId(), MessageDraft.user("call me: " + SECRET));
    mplp().dialogs().send(dialog.dialogId(), MessageDraft.agent("we will").from("bot"));
    alice.dialogs().send(dialog.dialogId(), MessageDraft.user("or " + SECRET + " at night"));
    alice.contexts().state(context().contextId()).put(PHONE, SECRET, 0);
    alice.contexts().state(context().contextId()).put(PHONE, SECRET + " new", 1);
    alice.contexts().state(context().contextId()).put(AMOUNT, "100", 0);
    mplp()
        .handlers()
        .registerDefault(
            call -> {
              try (var segment = call.segment("look up")) {
                segment.attribute("customer", SECRET).attribute("rows", 3);
              }
              return StepResult.completed(JsonObject.empty());
            });
    Execution execution = asked();
    confirmId = alice.confirms().inbox(null, 1).items().get(0).confirmId();
    Approval asked = alice.confirms().get(confirmId);
    alice.confirms().approve(confirmId, asked.digest(), "I know " + SECRET);
    execution.await(SOON);
    traceId = execution.snapshot().traces().get(0);
    awaitPositions();
  }

  /** The execution of a plan that a boss has to approve. */
  private Execution asked() {
    Plan plan =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Plan", "See").step("Do", "worker").build());
    return mplp()
        .plans()
        .execute(
            plan.planId(),
            ExecutionOptions.builder()
                .gates(new Gates(ApprovalRequest.of(Approver.role("boss")), Map.of(), Map.of()))
                .build());
  }

  private ErasureRequest everything() {
    return ErasureRequest.of("alice", "request 12")
        .withState(context().contextId(), PHONE)
        .withAttributes("customer");
  }

  private Erasure erase(ErasureRequest request) {
    Erasure erasure = olga.administration().erase(request);
    awaitPositions();
    return erasure;
  }

  @Test
  void texts_areGone_andWhatIsAroundThemStays() {
    List<SentMessage> before = messages();

    Erasure erasure = erase(everything());

    assertThat(erasure.state()).isEqualTo(1);
    assertThat(erasure.objects()).isGreaterThanOrEqualTo(4);
    assertThat(erasure.records()).isGreaterThanOrEqualTo(6);
    List<SentMessage> after = messages();
    assertThat(after)
        .extracting(message -> message.message().content())
        .containsExactly(Erasure.ERASED, "we will", Erasure.ERASED);
    assertThat(after).extracting(SentMessage::messageId).isEqualTo(ids(before));
    assertThat(after)
        .extracting(message -> message.message().timestamp())
        .isEqualTo(before.stream().map(message -> message.message().timestamp()).toList());
    assertThat(mplp().contexts().state(context().contextId()).get(PHONE)).isEmpty();
    assertThat(mplp().contexts().state(context().contextId()).get(AMOUNT)).isPresent();
    assertThat(mplp().confirms().get(confirmId).confirm().decisions())
        .singleElement()
        .satisfies(decision -> assertThat(decision.reason()).isEqualTo(Erasure.ERASED));
    String trace = mplp().traces().get(traceId).toString();
    assertThat(trace).doesNotContain(SECRET).contains(Erasure.ERASED).contains("rows");
  }

  private List<SentMessage> messages() {
    return mplp().dialogs().messages(dialog.dialogId(), null, 10).items();
  }

  private static List<?> ids(List<SentMessage> messages) {
    return messages.stream().map(SentMessage::messageId).toList();
  }

  @Test
  void nothingThatIsStored_holdsTheTextsAnyMore() {
    assertThat(stored()).contains(SECRET);

    erase(everything());

    assertThat(stored()).doesNotContain(SECRET);
  }

  /** As the runtime reads it: documents, items, log and events. */
  private String stored() {
    StringBuilder all = new StringBuilder();
    for (EventRecord record : mplp().events().read(null, 0, 1000)) {
      all.append(record).append('\n');
    }
    List<String> kinds =
        List.of(
            "dialog",
            "confirm",
            "approval",
            "approval-act",
            "trace",
            "context-state",
            "execution",
            "plan-runtime",
            "administrative-act");
    for (String kind : kinds) {
      storage()
          .list(new DocumentQuery("default", kind, Map.of(), 0, 1000))
          .forEach(
              document -> {
                all.append(StorageKit.text(document.body()));
                items(document.key(), all);
              });
    }
    for (LogRecord record : storage().log().read("default", null, 0, 1000)) {
      all.append(StorageKit.text(record.entry().body()));
    }
    return all.toString();
  }

  private void items(DocumentKey owner, StringBuilder all) {
    storage().items(owner, -1, 1000).forEach(item -> all.append(StorageKit.text(item.body())));
  }

  /** The execution says that the plan was rejected, not why. */
  @Test
  void reasonOfARejectedPlan_isErasedWithItsConfirm() throws Exception {
    Execution execution = asked();
    Mplp alice = mplp().as(Principal.of("alice", "boss"));
    ConfirmId rejected = alice.confirms().inbox(null, 1).items().get(0).confirmId();
    alice.confirms().reject(rejected, "not with " + SECRET);
    assertThat(execution.await(SOON).execution().error())
        .satisfies(
            error ->
                assertThat(error.message())
                    .isEqualTo("confirm " + rejected + " before the plan was rejected by alice"));

    erase(everything());

    assertThat(stored()).doesNotContain(SECRET);
  }

  /** The log still tells whose reasons they were. */
  @Test
  void reasonsOfAConfirmThatWasPurged_areErasedToo() throws Exception {
    Execution execution = asked();
    Mplp alice = mplp().as(Principal.of("alice", "boss"));
    ConfirmId gone = alice.confirms().inbox(null, 1).items().get(0).confirmId();
    alice.confirms().reject(gone, "not with " + SECRET);
    execution.await(SOON);
    mplp().plans().cancel(execution.snapshot().planId(), "rejected");
    mplp().plans().archive(execution.snapshot().planId());
    advance(Duration.ofDays(10));
    RetentionPolicy policy = RetentionPolicy.builder().keep(Retained.PLANS, Keep.days(5)).build();
    mplp().administration().sweep(policy, "a year is over");
    refused("CONFIRM_NOT_FOUND", () -> mplp().confirms().get(gone));

    erase(everything());

    assertThat(stored()).doesNotContain(SECRET);
  }

  @Test
  void brokenOffMidway_isRecorded_andDoneByTheNext() {
    AtomicBoolean broken = new AtomicBoolean();
    Mplp behind =
        anotherBehind(
            open ->
                StorageTap.over(
                    open,
                    call -> {
                      if (broken.get() && call.name().equals("log.read")) {
                        throw new StorageException(false, "the disk is gone", null);
                      }
                      return call.proceed();
                    }));
    broken.set(true);
    assertThatThrownBy(() -> behind.as(Principal.of("olga")).administration().erase(everything()))
        .isInstanceOf(StorageException.class);
    awaitPositions();

    List<AdministrativeAct> acts = olga.administration().acts(ActFilter.ALL, null, 10).items();
    assertThat(acts)
        .extracting(AdministrativeAct::act)
        .containsExactly(AdministrativeAct.ERASURE_BEGUN, AdministrativeAct.ERASURE_FAILED);
    JsonObject details = acts.get(1).details();
    assertThat(details.string("begun")).contains(acts.get(0).id());
    assertThat(details.string("message")).contains("the disk is gone");
    assertThat(details.get("objects").asInt()).isPositive();
    assertThat(details.get("records").asInt()).isZero();

    erase(everything());
    assertThat(stored()).doesNotContain(SECRET);
  }

  @Test
  void verify_answersPruned_notAltered() {
    erase(everything());

    List<Finding> findings = mplp().contexts().verify(context().contextId()).findings();
    assertThat(findings).extracting(Finding::rule).containsExactly("pruned");
    assertThat(findings.get(0).isError()).isFalse();
    assertThat(storage().log().read("default", null, 0, 1000))
        .filteredOn(record -> record.erased() != null)
        .isNotEmpty()
        .allMatch(record -> record.erased() != null && record.erased().length == 32);
  }

  @Test
  void repeated_nothingIsLeftToDo() {
    erase(everything());

    assertThat(erase(everything())).isEqualTo(new Erasure(0, 0, 0));
  }

  @Test
  void others_keepTheirs_andTenantsToo() {
    Erasure nobody = erase(ErasureRequest.of("mallory", "request 13"));
    assertThat(nobody).isEqualTo(new Erasure(0, 0, 0));
    Mplp elsewhere = mplp().as(Principal.of(Tenant.of("elsewhere"), "olga"));
    assertThat(elsewhere.administration().erase(everything())).isEqualTo(new Erasure(0, 0, 0));

    assertThat(stored()).contains(SECRET);
  }

  @Test
  void act_tellsOfIt_withoutTheData() {
    erase(everything());

    AdministrativeAct act =
        olga.administration().acts(ActFilter.of(AdministrativeAct.ERASURE), null, 1).items().get(0);
    assertThat(act.subject()).isEqualTo("olga");
    assertThat(act.reason()).isEqualTo("request 12");
    assertThat(act.details().toString()).doesNotContain("alice").doesNotContain(SECRET);
    assertThat(act.details().string("subject_sha256").orElseThrow()).hasSize(64);
    assertThatThrownBy(() -> olga.administration().erase(ErasureRequest.of("alice", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
