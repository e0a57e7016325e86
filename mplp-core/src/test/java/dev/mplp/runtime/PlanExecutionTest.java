package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ContentChangedException;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.event.SaEventType;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.StepStatus;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans executed from start to end over the in-memory storage. */
class PlanExecutionTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private Mplp mplp;
  private Context context;

  @BeforeEach
  void open() {
    mplp =
        MplpRuntime.builder()
            .lease(Duration.ofSeconds(2))
            .principal(Principal.of("alice", "requester"))
            .build();
    context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  private PlanBuilder plan() {
    return Plan.builder(context.contextId(), "Assess", "Decide on the loan");
  }

  static void eventually(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  @Test
  void chain_allHandlersAnswer_completesWithInputsAndValidTrace() throws Exception {
    mplp.handlers()
        .register("fetcher", call -> StepResult.completed(JsonObject.of("income", 4200)));
    mplp.handlers()
        .register(
            "analyst",
            call ->
                StepResult.completed(
                    JsonObject.of(
                        "score", call.inputs().values().iterator().next().get("income"))));
    PlanBuilder builder =
        plan()
            .step("fetch", s -> s.role("fetcher"))
            .step("score", s -> s.role("analyst").after("fetch"));
    Plan plan = mplp.plans().create(builder.build());

    ExecutionResult result = mplp.plans().execute(plan.planId()).await(SOON);

    assertThat(result.isCompleted()).isTrue();
    assertThat(result.output(builder.stepId("score"))).isEqualTo(JsonObject.of("score", 4200));
    Plan stored = mplp.plans().get(plan.planId());
    assertThat(stored.status()).isEqualTo(PlanStatus.COMPLETED);
    assertThat(stored.steps()).allMatch(step -> step.status() == StepStatus.COMPLETED);
    Trace trace = mplp.traces().get(result.execution().traceId());
    assertThat(trace.status()).isEqualTo(TraceStatus.COMPLETED);
    assertThat(trace.segments()).hasSize(5).allMatch(s -> s.status() == SegmentStatus.COMPLETED);
    assertThat(sa(result))
        .containsExactly(
            SaEventType.INITIALIZED,
            SaEventType.CONTEXT_LOADED,
            SaEventType.PLAN_EVALUATED,
            SaEventType.STEP_STARTED,
            SaEventType.STEP_COMPLETED,
            SaEventType.STEP_STARTED,
            SaEventType.STEP_COMPLETED,
            SaEventType.TRACE_EMITTED,
            SaEventType.COMPLETED);
  }

  private List<SaEventType> sa(ExecutionResult result) {
    List<EventRecord> records = mplp.events().ofRun(new RunId(result.execution().traceId().uuid()));
    return records.stream().flatMap(r -> r.sa().stream()).map(e -> e.eventType()).toList();
  }

  @Test
  void failFast_oneStepFails_restIsSkippedAndPlanFails() throws Exception {
    mplp.handlers()
        .registerDefault(
            call ->
                call.description().equals("bad")
                    ? StepResult.failed(StepError.permanent("NO_DATA", "the register is empty"))
                    : StepResult.completed());
    PlanBuilder builder =
        plan()
            .step("bad", s -> {})
            .step("after", s -> s.after("bad"))
            .step("last", s -> s.after("after"));
    Plan plan = mplp.plans().create(builder.build());

    ExecutionResult result = mplp.plans().execute(plan.planId()).await(SOON);

    assertThat(result.execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(result.execution().error()).isNotNull();
    assertThat(result.execution().error().code()).isEqualTo("NO_DATA");
    assertThat(result.step(builder.stepId("after")).status()).isEqualTo(StepStatus.SKIPPED);
    assertThat(mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.FAILED);
    Trace trace = mplp.traces().get(result.execution().traceId());
    assertThat(trace.status()).isEqualTo(TraceStatus.FAILED);
    assertThat(trace.segments()).filteredOn(s -> s.status() == SegmentStatus.SKIPPED).hasSize(2);
  }

  @Test
  void continuePolicy_oneBranchFails_otherBranchCompletes() throws Exception {
    mplp.handlers()
        .registerDefault(
            call -> {
              if (call.description().equals("bad")) {
                throw new IllegalStateException("broken");
              }
              return StepResult.completed();
            });
    PlanBuilder builder =
        plan()
            .step("bad", s -> {})
            .step("afterBad", s -> s.after("bad"))
            .step("good", s -> {})
            .step("afterGood", s -> s.after("good"));
    Plan plan = mplp.plans().create(builder.build());

    ExecutionResult result =
        mplp.plans()
            .execute(
                plan.planId(), ExecutionOptions.builder().onFailure(FailurePolicy.CONTINUE).build())
            .await(SOON);

    assertThat(result.execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(result.step(builder.stepId("afterGood")).status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(result.step(builder.stepId("afterBad")).status()).isEqualTo(StepStatus.SKIPPED);
    assertThat(result.step(builder.stepId("bad")).error().message())
        .isEqualTo("IllegalStateException: broken");
  }

  @Test
  void retry_failsTwice_thirdAttemptCompletes() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    mplp.handlers()
        .registerDefault(
            call -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              return StepResult.completed();
            });
    Plan plan = mplp.plans().create(plan().step("s", x -> {}).build());

    ExecutionResult result =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder().retry(RetryPolicy.attempts(3).withoutDelay()).build())
            .await(SOON);

    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps().get(0).attempts()).isEqualTo(3);
    assertThat(sa(result)).filteredOn(t -> t == SaEventType.STEP_STARTED).hasSize(3);
    assertThat(sa(result)).filteredOn(t -> t == SaEventType.STEP_FAILED).hasSize(2);
  }

  @Test
  void resume_afterFailure_newRunDoesOnlyWhatIsLeft() throws Exception {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    mplp.handlers()
        .registerDefault(
            call -> {
              if (call.description().equals("first")) {
                first.incrementAndGet();
                return StepResult.completed();
              }
              if (second.incrementAndGet() == 1) {
                throw new IllegalStateException("down");
              }
              return StepResult.completed();
            });
    Plan plan =
        mplp.plans()
            .create(plan().step("first", s -> {}).step("second", s -> s.after("first")).build());
    Execution execution = mplp.plans().execute(plan.planId());
    assertThat(execution.await(SOON).execution().state()).isEqualTo(ExecutionState.FAILED);

    ExecutionResult result = mplp.plans().resume(execution.executionId()).await(SOON);

    assertThat(result.isCompleted()).isTrue();
    assertThat(first).hasValue(1);
    assertThat(second).hasValue(2);
    assertThat(result.execution().traces()).hasSize(2);
    assertThat(mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.COMPLETED);
  }

  @Test
  void timeout_handlerHangs_attemptFailsAndThreadIsInterrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    mplp.handlers()
        .registerDefault(
            call -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return StepResult.completed();
            });
    Plan plan = mplp.plans().create(plan().step("s", x -> {}).build());

    ExecutionResult result =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder().stepTimeout(Duration.ofMillis(100)).build())
            .await(SOON);

    assertThat(result.steps().get(0).error().code()).isEqualTo(StepError.TIMEOUT);
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancel_whileRunning_interruptsAndSkips() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    mplp.handlers()
        .registerDefault(
            call -> {
              running.countDown();
              new CountDownLatch(1).await();
              return StepResult.completed();
            });
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).step("b", s -> s.after("a")).build());
    Execution execution = mplp.plans().execute(plan.planId());
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    execution.cancel("not needed");
    ExecutionResult result = execution.await(SOON);

    assertThat(result.execution().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(result.steps()).allMatch(s -> s.status() == StepStatus.SKIPPED);
    assertThat(mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.CANCELLED);
  }

  @Test
  void pause_thenUnpause_holdsInBetween() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger second = new AtomicInteger();
    mplp.handlers()
        .registerDefault(
            call -> {
              if (call.description().equals("a")) {
                first.countDown();
                go.await();
              } else {
                second.incrementAndGet();
              }
              return StepResult.completed();
            });
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).step("b", s -> s.after("a")).build());
    Execution execution = mplp.plans().execute(plan.planId());
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    execution.pause();
    go.countDown();
    eventually(
        () -> mplp.plans().get(plan.planId()).steps().get(0).status() == StepStatus.COMPLETED);
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.PAUSED);
    assertThat(second).hasValue(0);

    execution.unpause();

    assertThat(execution.await(SOON).isCompleted()).isTrue();
    assertThat(second).hasValue(1);
  }

  @Test
  void idempotentStart_sameKey_sameExecution() throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.completed());
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).build());
    ExecutionOptions options = ExecutionOptions.builder().idempotencyKey("k1").build();

    Execution one = mplp.plans().execute(plan.planId(), options);
    Execution other = mplp.plans().execute(plan.planId(), options);

    assertThat(other.executionId()).isEqualTo(one.executionId());
    assertThat(one.await(SOON).isCompleted()).isTrue();
    assertThat(mplp.plans().execute(plan.planId(), options).executionId())
        .isEqualTo(one.executionId());
  }

  @Test
  void secondStart_whileOpen_isRefused() throws Exception {
    Plan plan = mplp.plans().create(plan().step("a", s -> s.role("nobody")).build());
    Execution execution = mplp.plans().execute(plan.planId());

    assertThatThrownBy(() -> mplp.plans().execute(plan.planId()))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.code()).isEqualTo("EXECUTION_OPEN"));

    execution.cancel(null);
    assertThat(execution.await(SOON).execution().state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void delayed_handlerIsCalledAgainWithItsMemory() throws Exception {
    mplp.handlers()
        .registerDefault(
            call ->
                call.memory().has("seen")
                    ? StepResult.completed(call.memory())
                    : StepResult.delayed(Duration.ofMillis(30), JsonObject.of("seen", true)));
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).build());

    ExecutionResult result = mplp.plans().execute(plan.planId()).await(SOON);

    assertThat(result.steps().get(0).output()).isEqualTo(JsonObject.of("seen", true));
    assertThat(sa(result)).filteredOn(t -> t == SaEventType.STEP_STARTED).hasSize(1);
  }

  @Test
  void planGate_approvedBySomebodyElse_opens() throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.completed());
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).build());
    Execution execution =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .gates(Gates.NONE.beforePlan(ApprovalRequest.of(Approver.role("approver"))))
                    .build());
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.AWAITING_APPROVAL);
    assertThat(mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.PROPOSED);
    Mplp bob = mplp.as(Principal.of("bob", "approver"));
    Approval asked = bob.confirms().get(bob.confirms().inbox(null, 10).items().get(0).confirmId());
    assertThatThrownBy(
            () ->
                mplp.as(Principal.of("alice", "approver"))
                    .confirms()
                    .approve(asked.confirm().confirmId(), asked.digest(), null))
        .isInstanceOf(PermissionDeniedException.class);

    bob.confirms().approve(asked.confirm().confirmId(), asked.digest(), "fine");

    assertThat(execution.await(SOON).isCompleted()).isTrue();
    Approval after = bob.confirms().get(asked.confirm().confirmId());
    assertThat(after.consumed()).isTrue();
    assertThat(after.confirm().status()).isEqualTo(ConfirmStatus.APPROVED);
    assertThat(bob.confirms().inbox(null, 10).items()).isEmpty();
  }

  @Test
  void planGate_planChangedBeforeApproval_staleDigestIsRefused() throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.completed());
    Plan plan = mplp.plans().create(plan().step("pay 100", s -> {}).build());
    Execution execution =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .gates(Gates.NONE.beforePlan(ApprovalRequest.of(Approver.role("approver"))))
                    .build());
    Mplp bob = mplp.as(Principal.of("bob", "approver"));
    Approval asked = bob.confirms().get(bob.confirms().inbox(null, 10).items().get(0).confirmId());
    Plan changed = plan().step("pay 100000", s -> {}).planId(plan.planId()).build();
    mplp.plans().update(changed, mplp.plans().read(plan.planId()).version());

    assertThatThrownBy(
            () -> bob.confirms().approve(asked.confirm().confirmId(), asked.digest(), null))
        .isInstanceOf(ContentChangedException.class);

    Approval again = bob.confirms().get(asked.confirm().confirmId());
    assertThat(again.digest()).isNotEqualTo(asked.digest());
    bob.confirms().approve(asked.confirm().confirmId(), again.digest(), null);
    assertThat(execution.await(SOON).isCompleted()).isTrue();
  }

  @Test
  void planGate_rejected_runEndsWithoutStepEvents() throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.completed());
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).build());
    Execution execution =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .gates(Gates.NONE.beforePlan(ApprovalRequest.of(Approver.subject("bob"))))
                    .build());
    Mplp bob = mplp.as(Principal.of("bob"));
    Approval asked = bob.confirms().get(bob.confirms().inbox(null, 10).items().get(0).confirmId());

    bob.confirms().reject(asked.confirm().confirmId(), "too risky");

    ExecutionResult result = execution.await(SOON);
    assertThat(result.execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(result.execution().error().code()).isEqualTo(StepError.APPROVAL_REJECTED);
    assertThat(result.execution().error().message())
        .contains(asked.confirm().confirmId().value(), "rejected by bob")
        .doesNotContain("too risky");
    assertThat(mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.DRAFT);
    assertThat(sa(result)).endsWith(SaEventType.TRACE_EMITTED, SaEventType.COMPLETED);
    assertThat(sa(result)).doesNotContain(SaEventType.STEP_STARTED);
  }

  @Test
  void stepGate_approved_stepRunsOnce() throws Exception {
    AtomicInteger pays = new AtomicInteger();
    mplp.handlers().register("clerk", call -> StepResult.completed(JsonObject.of("amount", 100)));
    mplp.handlers()
        .register(
            "payer",
            call -> {
              pays.incrementAndGet();
              return StepResult.completed();
            });
    Plan plan =
        mplp.plans()
            .create(
                plan()
                    .step("compute", s -> s.role("clerk"))
                    .step("pay", s -> s.role("payer").after("compute"))
                    .build());
    Execution execution =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .gates(
                        Gates.NONE.beforeRole("payer", ApprovalRequest.of(Approver.role("boss"))))
                    .build());
    Mplp boss = mplp.as(Principal.of("carol", "boss"));
    eventually(() -> !boss.confirms().inbox(null, 10).items().isEmpty());
    Approval asked =
        boss.confirms().get(boss.confirms().inbox(null, 10).items().get(0).confirmId());
    assertThat(asked.content().toString()).contains("\"amount\":100");
    assertThat(mplp.plans().get(plan.planId()).steps().get(1).status())
        .isEqualTo(StepStatus.BLOCKED);
    assertThat(pays).hasValue(0);

    boss.confirms().approve(asked.confirm().confirmId(), asked.digest(), null);

    ExecutionResult result = execution.await(SOON);
    assertThat(result.isCompleted()).isTrue();
    assertThat(pays).hasValue(1);
    assertThat(boss.confirms().get(asked.confirm().confirmId()).consumed()).isTrue();
    assertThat(sa(result)).filteredOn(t -> t == SaEventType.STEP_STARTED).hasSize(2);
  }

  @Test
  void ask_fromHandler_goesOnWithTheDecision() throws Exception {
    ApprovalRequest request =
        ApprovalRequest.of(Approver.role("boss")).showing(JsonObject.of("limit", 5000));
    mplp.handlers()
        .registerDefault(
            call ->
                call.decision("limit", request)
                    .map(d -> StepResult.completed(JsonObject.of("ok", d.approved())))
                    .orElseGet(() -> StepResult.ask("limit", request)));
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).build());
    Execution execution = mplp.plans().execute(plan.planId());
    Mplp boss = mplp.as(Principal.of("carol", "boss"));
    eventually(() -> !boss.confirms().inbox(null, 10).items().isEmpty());
    Approval asked =
        boss.confirms().get(boss.confirms().inbox(null, 10).items().get(0).confirmId());

    boss.confirms().reject(asked.confirm().confirmId(), "too much");

    ExecutionResult result = execution.await(SOON);
    assertThat(result.steps().get(0).output()).isEqualTo(JsonObject.of("ok", false));
  }

  @Test
  void suspendedContext_holdsExecutions_activeOneLetsThemGo() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    mplp.handlers()
        .registerDefault(
            call -> {
              running.countDown();
              go.await();
              return StepResult.completed();
            });
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).step("b", s -> s.after("a")).build());
    Execution execution = mplp.plans().execute(plan.planId());
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    mplp.contexts().suspend(context.contextId(), "audit");
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.PAUSED);
    go.countDown();
    mplp.contexts().activate(context.contextId());

    assertThat(execution.await(SOON).isCompleted()).isTrue();
  }

  @Test
  void closedContext_cancelsExecutions() throws Exception {
    Plan plan = mplp.plans().create(plan().step("a", s -> s.role("nobody")).build());
    Execution execution = mplp.plans().execute(plan.planId());

    mplp.contexts().close(context.contextId(), "over");

    assertThat(execution.await(SOON).execution().state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void deadline_passes_executionFails() throws Exception {
    mplp.handlers()
        .registerDefault(
            call -> {
              new CountDownLatch(1).await();
              return StepResult.completed();
            });
    Plan plan = mplp.plans().create(plan().step("a", s -> {}).build());

    ExecutionResult result =
        mplp.plans()
            .execute(
                plan.planId(), ExecutionOptions.builder().deadline(Duration.ofMillis(150)).build())
            .await(SOON);

    assertThat(result.execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(result.execution().error().code()).isEqualTo(StepError.DEADLINE);
  }

  @Test
  void parallelism_ofThree_isNeverExceededAndReached() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    mplp.handlers()
        .registerDefault(
            call -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              three.countDown();
              three.await();
              now.decrementAndGet();
              return StepResult.completed();
            });
    PlanBuilder builder = plan();
    for (int i = 0; i < 30; i++) {
      builder.step("s" + i, s -> {});
    }
    Plan plan = mplp.plans().create(builder.build());

    ExecutionResult result =
        mplp.plans()
            .execute(plan.planId(), ExecutionOptions.builder().parallelism(3).build())
            .await(SOON);

    assertThat(result.isCompleted()).isTrue();
    assertThat(most).hasValue(3);
  }
}
