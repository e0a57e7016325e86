package dev.mplp.runtime;

import static dev.mplp.runtime.Stage.end;
import static dev.mplp.runtime.Stage.eventually;
import static dev.mplp.runtime.Stage.join;
import static dev.mplp.runtime.Stage.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.IllegalTransitionException;
import dev.mplp.Mplp;
import dev.mplp.agent.Decision;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.tck.StorageTap;
import dev.mplp.tck.Turnstile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody decides at the very moment when what they decide on changes, parks or ends. */
class ApprovalRacesTest {

  private static final ApprovalRequest ASK = ApprovalRequest.of(Approver.role("boss"));

  private final Stage stage = new Stage();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void close() {
    stage.close();
  }

  private void everyStepCompletes() {
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              calls.incrementAndGet();
              return StepResult.completed();
            });
  }

  private static ExecutionOptions gated(Gates gates) {
    return ExecutionOptions.builder().gates(gates).build();
  }

  private ConfirmStatus status(Approval approval) {
    return confirm(approval.confirm().confirmId()).confirm().status();
  }

  private Approval confirm(ConfirmId id) {
    return stage.boss.confirms().get(id);
  }

  private static boolean parks(Change change) {
    return change instanceof Change.SettleStep settle
        && settle.settlement() instanceof Settlement.Park;
  }

  private static boolean consumes(Change change) {
    return change instanceof Change.AppendLog log
        && log.entry().type().equals(RecordTypes.CONFIRM_CONSUMED);
  }

  @Test
  void planRevised_whileTheStepsGateOpens_isNotWhatWasApproved() {
    everyStepCompletes();
    PlanBuilder builder = stage.plan().step("a", s -> {});
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(plan.planId(), gated(Gates.NONE.beforeStep(builder.stepId("a"), ASK)));
    Approval asked = stage.asked();
    Turnstile.Held opening = stage.turnstile.holdCommit(ApprovalRacesTest::consumes);
    stage.approve();
    opening.awaitArrival();
    Versioned<Plan> running = stage.mplp.plans().read(plan.planId());
    List<PlanStep> steps = new ArrayList<>(running.value().steps());
    steps.add(PlanStep.builder("b").build());
    stage.mplp.plans().revise(running.value().withSteps(steps), running.version());

    opening.release();

    Approval again = stage.asked();
    assertThat(again.digest()).isNotEqualTo(asked.digest());
    assertThat(status(asked)).isEqualTo(ConfirmStatus.CANCELLED);
    stage.approve();
    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(calls).hasValue(2);
  }

  @Test
  void approve_whileTheStepParksOnTheRequest_isNotMissed() {
    everyStepCompletes();
    PlanBuilder builder = stage.plan().step("a", s -> {});
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(plan.planId(), gated(Gates.NONE.beforeStep(builder.stepId("a"), ASK)));
    Approval asked = stage.asked();
    Turnstile.Held parking = stage.turnstile.holdCommit(ApprovalRacesTest::parks);
    // as after a lost commit: the step is claimed again while its request is pending
    stage
        .memory()
        .commit(
            ChangeSet.builder("default")
                .add(new Change.ContinueStep(execution.executionId().uuid(), 0))
                .build());
    parking.awaitArrival();
    stage.approve();

    parking.release();

    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(calls).hasValue(1);
    assertThat(confirm(asked.confirm().confirmId()).consumed()).isTrue();
  }

  @Test
  void approve_overtakenByTheEndOfTheRun_isRefused() {
    everyStepCompletes();
    PlanBuilder builder = stage.plan().step("a", s -> {});
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(plan.planId(), gated(Gates.NONE.beforeStep(builder.stepId("a"), ASK)));
    Approval asked = stage.asked();
    Turnstile.Held approving =
        stage.turnstile.holdCommit(change -> change instanceof Change.ContinueStep);
    CompletableFuture<Void> approve = meanwhile(stage::approve);
    approving.awaitArrival();
    execution.cancel(null);
    assertThat(end(execution).execution().state()).isEqualTo(ExecutionState.CANCELLED);

    approving.release();

    assertThatThrownBy(() -> join(approve)).isInstanceOf(IllegalTransitionException.class);
    assertThat(status(asked)).isEqualTo(ConfirmStatus.CANCELLED);
    assertThat(stage.boss.confirms().inbox(null, 10).items()).isEmpty();
    assertThat(calls).hasValue(0);
  }

  @Test
  void approve_overtakingTheEndOfTheRun_standsUnused() {
    everyStepCompletes();
    PlanBuilder builder = stage.plan().step("a", s -> {});
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(plan.planId(), gated(Gates.NONE.beforeStep(builder.stepId("a"), ASK)));
    Approval asked = stage.asked();
    Turnstile.Held ending =
        stage.turnstile.holdCommit(
            change ->
                change instanceof Change.ControlExecution control
                    && control.phase() == Phase.CLOSED);
    execution.cancel(null);
    ending.awaitArrival();
    stage.approve();

    ending.release();

    assertThat(end(execution).execution().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(status(asked)).isEqualTo(ConfirmStatus.APPROVED);
    assertThat(confirm(asked.confirm().confirmId()).consumed()).isFalse();
    assertThat(calls).hasValue(0);
  }

  @Test
  void update_betweenApprovalAndOpening_voidsTheApprovalAndAsksAgain() {
    everyStepCompletes();
    Plan plan = stage.mplp.plans().create(stage.plan().step("pay 100", s -> {}).build());
    Execution execution =
        stage.mplp.plans().execute(plan.planId(), gated(Gates.NONE.beforePlan(ASK)));
    Approval first = stage.asked();
    Turnstile.Held opening =
        stage.turnstile.holdCommit(change -> change instanceof Change.StartExecution);
    CompletableFuture<Void> approve = meanwhile(stage::approve);
    opening.awaitArrival();
    Plan changed = stage.plan().planId(plan.planId()).step("pay 100000", s -> {}).build();
    stage.mplp.plans().update(changed, stage.mplp.plans().read(plan.planId()).version());

    opening.release();
    join(approve);

    assertThat(status(first)).isEqualTo(ConfirmStatus.CANCELLED);
    assertThat(confirm(first.confirm().confirmId()).consumed()).isFalse();
    assertThat(calls).hasValue(0);
    Approval second = stage.asked();
    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(second.content().toString()).contains("pay 100000");
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.AWAITING_APPROVAL);
    stage.approve();
    ExecutionResult result = end(execution);
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps().get(0).description()).isEqualTo("pay 100000");
  }

  @Test
  void decision_ofAProcessThatDiesRightAfterIt_opensTheGateByItsTimer() {
    everyStepCompletes();
    AtomicBoolean dead = new AtomicBoolean();
    Storage mortal =
        StorageTap.over(
            stage.memory(),
            call -> {
              if (dead.get()) {
                throw new StorageException(false, "the process is dead", null);
              }
              Object answer = call.proceed();
              if (call.name().equals("commit")
                  && call.arguments()[0] instanceof ChangeSet set
                  && set.changes().stream().anyMatch(c -> c instanceof Change.PutTimer)) {
                dead.set(true);
              }
              return answer;
            });
    Mplp other = stage.runtime(mortal, new RuntimeListener() {});
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution =
        stage.mplp.plans().execute(plan.planId(), gated(Gates.NONE.beforePlan(ASK)));
    Approval asked = stage.asked();

    other
        .as(Principal.of("carol", "boss"))
        .confirms()
        .approve(asked.confirm().confirmId(), asked.digest(), null);

    assertThat(dead).isTrue();
    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(confirm(asked.confirm().confirmId()).consumed()).isTrue();
  }

  @Test
  void planGate_beforeAPlanThatIsApprovedAlready_opens() {
    everyStepCompletes();
    Plan plan =
        stage
            .mplp
            .plans()
            .create(stage.plan().status(PlanStatus.APPROVED).step("a", s -> {}).build());
    Execution execution =
        stage.mplp.plans().execute(plan.planId(), gated(Gates.NONE.beforePlan(ASK)));

    stage.approve();

    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void failure_whileAStepWaitsForItsApproval_withdrawsTheRequestAndResumeAsksAnew() {
    AtomicInteger bad = new AtomicInteger();
    CountDownLatch waiting = new CountDownLatch(1);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              waiting.await();
              return call.description().equals("bad") && bad.incrementAndGet() == 1
                  ? StepResult.failed(StepError.permanent("NO", "no"))
                  : StepResult.completed();
            });
    PlanBuilder builder = stage.plan().step("gated", s -> {}).step("bad", s -> {});
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(plan.planId(), gated(Gates.NONE.beforeStep(builder.stepId("gated"), ASK)));
    Approval first = stage.asked();
    eventually(() -> stage.status(plan, builder.stepId("gated")) == StepStatus.BLOCKED);
    waiting.countDown();
    assertThat(end(execution).execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(status(first)).isEqualTo(ConfirmStatus.CANCELLED);
    assertThat(stage.boss.confirms().inbox(null, 10).items()).isEmpty();

    stage.mplp.plans().resume(execution.executionId());
    stage.approve();

    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void question_refusedInTheFormerRun_isAskedAgainInTheNext() {
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              Optional<Decision> decision = call.decision("limit", ASK);
              if (decision.isEmpty()) {
                return StepResult.ask("limit", ASK);
              }
              return decision.get().approved()
                  ? StepResult.completed()
                  : StepResult.failed(StepError.permanent("REFUSED", "the boss said no"));
            });
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    stage.boss.confirms().reject(stage.asked().confirm().confirmId(), "too much");
    assertThat(end(execution).execution().error().code()).isEqualTo("REFUSED");

    stage.mplp.plans().resume(execution.executionId());
    stage.approve();

    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void question_decidedForAnotherContent_isNoDecision() {
    AtomicInteger limit = new AtomicInteger(100);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              ApprovalRequest request = ASK.showing(JsonObject.of("limit", limit.get()));
              Optional<Decision> decision = call.decision("limit", request);
              if (decision.isEmpty()) {
                return StepResult.ask("limit", request);
              }
              return limit.getAndSet(200) == 100
                  ? StepResult.failed(StepError.permanent("NO", "not yet"))
                  : StepResult.completed(JsonObject.of("digest", decision.get().digest()));
            });
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    Approval first = stage.asked();
    stage.approve();
    assertThat(end(execution).execution().error().code()).isEqualTo("NO");
    assertThat(confirm(first.confirm().confirmId()).consumed()).isTrue();

    stage.mplp.plans().resume(execution.executionId());
    Approval second = stage.asked();
    stage.approve();

    assertThat(second.content().toString()).contains("200");
    assertThat(end(execution).steps().get(0).output())
        .isEqualTo(JsonObject.of("digest", second.digest()));
  }

  @Test
  void question_decidedBySomebodyElseThanAsked_isNoDecision() {
    AtomicBoolean toCfo = new AtomicBoolean();
    ApprovalRequest askCfo = ApprovalRequest.of(Approver.role("cfo"));
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              ApprovalRequest request = toCfo.get() ? askCfo : ASK;
              if (call.decision("limit", request).isEmpty()) {
                return StepResult.ask("limit", request);
              }
              return toCfo.getAndSet(true)
                  ? StepResult.completed()
                  : StepResult.failed(StepError.permanent("NO", "the boss alone will not do"));
            });
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    stage.approve();
    assertThat(end(execution).execution().error().code()).isEqualTo("NO");

    stage.mplp.plans().resume(execution.executionId());

    Mplp cfo = stage.mplp.as(Principal.of("dora", "cfo"));
    eventually(() -> !cfo.confirms().inbox(null, 10).items().isEmpty());
    Approval asked = cfo.confirms().get(cfo.confirms().inbox(null, 10).items().get(0).confirmId());
    cfo.confirms().approve(asked.confirm().confirmId(), asked.digest(), null);
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void approvalUsedUp_doesNotOpenTheGateForAPlanThatWasChangedSince() {
    stage
        .mplp
        .handlers()
        .registerDefault(call -> StepResult.failed(StepError.permanent("NO", "not yet")));
    PlanBuilder builder = stage.plan().step("pay 100", s -> {});
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(plan.planId(), gated(Gates.NONE.beforeStep(builder.stepId("pay 100"), ASK)));
    Approval first = stage.asked();
    stage.approve();
    assertThat(end(execution).execution().error().code()).isEqualTo("NO");
    stage.mplp.close();
    PlanStore store = new PlanStore(stage.memory());
    Plan changed = plan.toBuilder().objective("Pay twice").build();
    stage
        .memory()
        .commit(
            ChangeSet.builder("default")
                .addAll(PlanStore.replace(store.head("default", plan.planId()), changed))
                .build());

    Mplp next = stage.runtime(stage.memory(), new RuntimeListener() {});
    next.handlers().registerDefault(call -> StepResult.completed());
    next.plans().resume(execution.executionId());
    Mplp boss = next.as(Principal.of("carol", "boss"));
    eventually(() -> !boss.confirms().inbox(null, 10).items().isEmpty());
    Approval second =
        boss.confirms().get(boss.confirms().inbox(null, 10).items().get(0).confirmId());
    boss.confirms().approve(second.confirm().confirmId(), second.digest(), null);

    assertThat(end(next.plans().execution(execution.executionId())).isCompleted()).isTrue();
    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(boss.confirms().get(first.confirm().confirmId()).confirm().status())
        .isEqualTo(ConfirmStatus.APPROVED);
  }

  @Test
  void inbox_readsNoPlan() {
    everyStepCompletes();
    Thread caller = Thread.currentThread();
    List<String> reads = new ArrayList<>();
    Storage tapped =
        StorageTap.over(
            stage.memory(),
            call -> {
              if (Thread.currentThread() == caller) {
                reads.add(call.name());
              }
              return call.proceed();
            });
    for (int i = 0; i < 5; i++) {
      Plan plan = stage.mplp.plans().create(stage.plan().step("pay " + i, s -> {}).build());
      stage.mplp.plans().execute(plan.planId(), gated(Gates.NONE.beforePlan(ASK.because("x" + i))));
    }
    Mplp boss = stage.runtime(tapped, new RuntimeListener() {}).as(Principal.of("carol", "boss"));
    boss.confirms().inbox(null, 1); // which modules there are is read once
    reads.clear();

    List<ApprovalSummary> first = boss.confirms().inbox(null, 3).items();

    assertThat(first).extracting(ApprovalSummary::reason).containsExactly("x0", "x1", "x2");
    assertThat(reads)
        .as("the clock; for the subject and for the role a page, and one of the first form")
        .filteredOn(read -> !read.equals("get"))
        .containsExactly("now", "list", "list", "list", "list");
    assertThat(reads).as("and whether roles have changed").hasSizeLessThanOrEqualTo(6);
  }
}
