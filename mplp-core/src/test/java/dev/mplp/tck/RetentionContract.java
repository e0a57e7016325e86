package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.administration.ActFilter;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.administration.Sweep;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.context.StateKey;
import dev.mplp.context.Verification;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Watch;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.TraceId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.StorageException;
import dev.mplp.trace.TraceFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Retention: what goes, what stays, and that nothing else notices. */
public abstract class RetentionContract extends ServiceKit {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TEN_DAYS = Duration.ofDays(10);

  private static RetentionPolicy.Builder policy() {
    return RetentionPolicy.builder().batch(3).pause(Duration.ZERO);
  }

  private static RetentionPolicy keeping(Retained retained, Keep keep) {
    return policy().keep(retained, keep).build();
  }

  private Sweep sweep(RetentionPolicy policy) {
    Sweep expected = mplp().administration().preview(policy);
    Sweep sweep = mplp().administration().sweep(policy, "spring cleaning");
    assertThat(sweep.removed()).as("as the preview said").isEqualTo(expected.removed());
    return sweep;
  }

  private Plan plan(String title, String... roles) {
    List<PlanStep> steps = new ArrayList<>();
    for (String role : roles) {
      steps.add(PlanStep.builder("As " + role).agentRole(role).build());
    }
    return mplp()
        .plans()
        .create(Plan.builder(context().contextId(), title, "See").steps(steps).build());
  }

  private Execution run(Plan plan) throws InterruptedException {
    Execution execution = mplp().plans().execute(plan.planId());
    execution.await(SOON);
    return execution;
  }

  private void handle() {
    mplp().handlers().register("good", call -> StepResult.completed(JsonObject.of("answer", 42)));
    mplp()
        .handlers()
        .register("bad", call -> StepResult.failed(StepError.permanent("BROKEN", "it is")));
  }

  private void gone(ExecutionId id) {
    refused("EXECUTION_NOT_FOUND", () -> mplp().plans().execution(id));
    assertThat(storage().work().execution("default", id.uuid())).isEmpty();
    assertThat(storage().work().steps("default", id.uuid(), -1, 10)).isEmpty();
  }

  @Test
  void archivedPlans_goWithEverythingThatBelongsToThem() throws Exception {
    handle();
    Plan old = plan("Old", "good");
    Execution gated =
        mplp()
            .plans()
            .execute(
                old.planId(),
                ExecutionOptions.builder()
                    .gates(new Gates(ApprovalRequest.of(Approver.role("boss")), Map.of(), Map.of()))
                    .build());
    var boss = mplp().as(Principal.of("carol", "boss"));
    Approval asked = boss.confirms().get(boss.confirms().inbox(null, 1).items().get(0).confirmId());
    boss.confirms().approve(asked.confirm().confirmId(), asked.digest(), "agreed");
    gated.await(SOON);
    TraceId trace = gated.snapshot().traces().get(0);
    mplp().plans().archive(old.planId());
    Plan notArchived = plan("Not archived", "good");
    run(notArchived);
    advance(TEN_DAYS);
    Plan young = plan("Young", "good");
    run(young);
    mplp().plans().archive(young.planId());

    Sweep sweep = sweep(keeping(Retained.PLANS, Keep.days(5)));

    assertThat(sweep.removed()).isEqualTo(Map.of(Retained.PLANS, 1));
    refused("PLAN_NOT_FOUND", () -> mplp().plans().get(old.planId()));
    gone(gated.executionId());
    refused("TRACE_NOT_FOUND", () -> mplp().traces().get(trace));
    refused("CONFIRM_NOT_FOUND", () -> boss.confirms().get(asked.confirm().confirmId()));
    assertThat(mplp().plans().get(notArchived.planId()).steps()).hasSize(1);
    assertThat(mplp().plans().get(young.planId()).steps()).hasSize(1);
    assertThat(mplp().contexts().verify(context().contextId()).findings()).isEmpty();
  }

  @Test
  void executionsThatEnded_go_andTheirPlanStillTellsHowItsStepsEnded() throws Exception {
    handle();
    PlanStep first = PlanStep.builder("First").agentRole("good").build();
    PlanStep second =
        PlanStep.builder("Second").agentRole("bad").dependencies(List.of(first.stepId())).build();
    PlanStep third =
        PlanStep.builder("Third").agentRole("good").dependencies(List.of(second.stepId())).build();
    Plan plan =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Mixed", "See")
                    .steps(List.of(first, second, third))
                    .build());
    Execution execution = run(plan);
    Plan before = mplp().plans().get(plan.planId());
    advance(TEN_DAYS);

    assertThat(sweep(keeping(Retained.EXECUTIONS, Keep.days(5))).removed(Retained.EXECUTIONS))
        .isEqualTo(1);

    gone(execution.executionId());
    assertThat(mplp().plans().get(plan.planId())).isEqualTo(before);
    assertThat(before.steps())
        .extracting(PlanStep::status)
        .containsExactly(StepStatus.COMPLETED, StepStatus.FAILED, StepStatus.SKIPPED);
    refused("EXECUTION_NOT_FOUND", () -> mplp().plans().resume(execution.executionId()));
    assertThat(mplp().contexts().verify(context().contextId()).findings()).isEmpty();
    mplp().plans().purge(plan.planId());
  }

  @Test
  void whatIsOpen_stays() throws Exception {
    mplp().handlers().register("slow", call -> StepResult.delayed(Duration.ofDays(365)));
    Plan plan = plan("Open", "slow");
    Execution execution = mplp().plans().execute(plan.planId());
    Dialog dialog = mplp().dialogs().open(context().contextId());
    advance(TEN_DAYS);

    RetentionPolicy.Builder strict = policy();
    for (Retained retained : Retained.values()) {
      strict.keep(retained, Keep.days(1).butAtMost(1));
    }
    Sweep sweep = mplp().administration().sweep(strict.build(), "all that can go");

    assertThat(sweep.removed()).doesNotContainKeys(Retained.EXECUTIONS, Retained.TRACES);
    assertThat(mplp().plans().get(plan.planId()).steps()).hasSize(1);
    assertThat(execution.snapshot().state().isTerminal()).isFalse();
    assertThat(mplp().dialogs().get(dialog.dialogId())).isNotNull();
    mplp().plans().cancel(plan.planId(), "enough");
    execution.await(SOON);
    assertThat(mplp().events().ofRun(new RunId(execution.snapshot().traces().get(0).uuid())))
        .as("the log of the run is whole")
        .first()
        .satisfies(record -> assertThat(record.type()).isEqualTo("run.started"));
  }

  @Test
  void count_keepsTheNewest() throws Exception {
    handle();
    List<Execution> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(run(plan("Plan " + i, "good")));
    }

    Sweep sweep =
        sweep(
            policy()
                .keep(Retained.EXECUTIONS, Keep.last(2))
                .keep(Retained.TRACES, Keep.last(3))
                .build());

    assertThat(sweep.removed()).isEqualTo(Map.of(Retained.EXECUTIONS, 6, Retained.TRACES, 5));
    all.subList(0, 6).forEach(execution -> gone(execution.executionId()));
    assertThat(mplp().plans().execution(all.get(6).executionId()).snapshot()).isNotNull();
    assertThat(mplp().traces().list(TraceFilter.ALL, null, 10).items()).hasSize(3);
    assertThat(sweep(keeping(Retained.EXECUTIONS, Keep.last(2))).total()).isZero();
  }

  @Test
  void teamObjectsThatAreOver_go_andContextsOnceTheyAreEmpty() {
    Context over = mplp().contexts().open("Over", Root.of("lab", "test"));
    Dialog dialog = mplp().dialogs().open(over.contextId());
    mplp().dialogs().send(dialog.dialogId(), MessageDraft.user("hello"));
    mplp().dialogs().complete(dialog.dialogId());
    mplp().contexts().close(over.contextId(), null);
    mplp().contexts().archive(over.contextId());
    advance(TEN_DAYS);

    Sweep first =
        mplp().administration().sweep(keeping(Retained.CONTEXTS, Keep.days(5)), "contexts only");
    assertThat(first.total()).isZero();
    assertThat(first.held(Retained.CONTEXTS)).as("a Dialog belongs to it").isEqualTo(1);

    Sweep second =
        sweep(
            policy()
                .keep(Retained.DIALOGS, Keep.days(5))
                .keep(Retained.CONTEXTS, Keep.days(5))
                .build());
    assertThat(second.removed()).isEqualTo(Map.of(Retained.DIALOGS, 1, Retained.CONTEXTS, 1));
    refused("DIALOG_NOT_FOUND", () -> mplp().dialogs().get(dialog.dialogId()));
    refused("CONTEXT_NOT_FOUND", () -> mplp().contexts().get(over.contextId()));
    assertThat(mplp().contexts().get(context().contextId())).isNotNull();
  }

  @Test
  void log_isTruncated_readersWatchersAndVerifyAreTold() {
    for (int i = 0; i < 20; i++) {
      mplp().contexts().state(context().contextId()).put(StateKey.text("n"), "value " + i, i);
    }
    awaitPositions();
    advance(TEN_DAYS);
    mplp().contexts().open("Later", Root.of("lab", "test"));
    awaitPositions();

    Sweep sweep =
        sweep(
            policy().keep(Retained.LOG, Keep.days(5)).keep(Retained.TRACES, Keep.days(5)).build());

    assertThat(sweep.removed(Retained.LOG)).isEqualTo(21);
    long oldest = storage().log().oldest("default");
    assertThat(oldest).isEqualTo(22);
    assertThatThrownBy(() -> mplp().events().read(null, 0, 10))
        .isInstanceOfSatisfying(
            LogTruncatedException.class, e -> assertThat(e.oldest()).isEqualTo(oldest));
    assertThatThrownBy(
            () -> mplp().events().watch(EventFilter.all(), oldest - 2).next(Duration.ofSeconds(1)))
        .isInstanceOf(LogTruncatedException.class);
    awaitPositions();
    assertThat(mplp().events().read(null, oldest - 1, 10))
        .extracting(record -> record.type())
        .startsWith("context.created")
        .endsWith("administration.act");
    Verification verification = mplp().contexts().verify(context().contextId());
    assertThat(verification.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("pruned");
              assertThat(finding.isError()).isFalse();
            });
  }

  @Test
  void log_asOldAsAnOpenExecution_isHeld() throws Exception {
    mplp().handlers().register("slow", call -> StepResult.delayed(Duration.ofDays(365)));
    mplp().plans().execute(plan("Open", "slow").planId());
    awaitPositions();
    advance(TEN_DAYS);
    RetentionPolicy policy =
        policy().keep(Retained.LOG, Keep.days(5)).keep(Retained.TRACES, Keep.days(5)).build();

    Sweep sweep = sweep(policy);

    assertThat(sweep.total()).isZero();
    assertThat(sweep.held(Retained.LOG)).isGreaterThan(2);
  }

  @Test
  void sweeps_areRecorded_withoutReasonRefused() {
    mplp().contexts().close(context().contextId(), null);
    mplp().contexts().archive(context().contextId());
    advance(TEN_DAYS);
    var operator = mplp().as(Principal.of("olga"));
    RetentionPolicy policy = keeping(Retained.CONTEXTS, Keep.days(5));
    assertThatThrownBy(() -> operator.administration().sweep(policy, " "))
        .isInstanceOf(IllegalArgumentException.class);

    operator.administration().sweep(policy, "audit 7");
    operator.administration().sweep(policy, "nothing left");
    operator.administration().record("keys.rotated", "yearly", JsonObject.of("key", "k2"));

    List<AdministrativeAct> acts = operator.administration().acts(ActFilter.ALL, null, 10).items();
    assertThat(acts)
        .extracting(AdministrativeAct::act)
        .containsExactly(AdministrativeAct.SWEEP_BEGUN, AdministrativeAct.SWEEP, "keys.rotated");
    assertThat(acts.get(1).subject()).isEqualTo("olga");
    assertThat(acts.get(1).reason()).isEqualTo("audit 7");
    assertThat(acts.get(1).details())
        .isEqualTo(
            JsonObject.of("removed", JsonObject.of("contexts", 1), "begun", acts.get(0).id()));
    assertThat(operator.administration().acts(ActFilter.of("keys.rotated"), null, 10).items())
        .containsExactly(acts.get(2));
    assertThat(
            mplp()
                .as(Principal.of("eve"))
                .administration()
                .acts(new ActFilter(null, "eve"), null, 10)
                .items())
        .isEmpty();
  }

  @Test
  void sweepBrokenOffMidway_isRecordedWithWhatItRemoved() {
    for (int i = 0; i < 3; i++) {
      Context context = mplp().contexts().open("Over " + i, Root.of("lab", "test"));
      mplp().contexts().close(context.contextId(), null);
      mplp().contexts().archive(context.contextId());
    }
    advance(TEN_DAYS);
    AtomicInteger purges = new AtomicInteger();
    List<String> before = new ArrayList<>();
    Mplp behind =
        anotherBehind(
            open ->
                StorageTap.over(
                    open,
                    call -> {
                      if (removesAContext(call)) {
                        if (purges.incrementAndGet() == 2) {
                          throw new StorageException(false, "the disk is gone", null);
                        }
                        acts().forEach(act -> before.add(act.act()));
                      }
                      return call.proceed();
                    }));
    RetentionPolicy policy = keeping(Retained.CONTEXTS, Keep.days(5));
    assertThatThrownBy(() -> behind.administration().sweep(policy, "audit 8"))
        .isInstanceOf(StorageException.class);

    assertThat(before)
        .as("before anything was removed")
        .containsExactly(AdministrativeAct.SWEEP_BEGUN);
    List<AdministrativeAct> acts = acts();
    assertThat(acts)
        .extracting(AdministrativeAct::act)
        .containsExactly(AdministrativeAct.SWEEP_BEGUN, AdministrativeAct.SWEEP_FAILED);
    assertThat(acts.get(1).details().get("removed")).isEqualTo(JsonObject.of("contexts", 1));
    assertThat(acts.get(1).details().string("message")).contains("the disk is gone");
  }

  private static boolean removesAContext(StorageTap.Call call) {
    return call.arguments().length > 0
        && call.arguments()[0] instanceof ChangeSet set
        && set.changes().stream()
            .anyMatch(
                change ->
                    change instanceof Change.DeleteDocument gone && gone.kind().equals("context"));
  }

  private List<AdministrativeAct> acts() {
    return mplp().administration().acts(ActFilter.ALL, null, 10).items();
  }

  /** It was read up to the end, where only others wrote: there is nothing that it missed. */
  @Test
  void watchOfAQuietContext_goesOn_whateverIsRemovedOfOthers() {
    awaitPositions();
    Watch watch = mplp().contexts().watch(context().contextId(), 0);
    assertThat(watch.next(Duration.ZERO)).isNotEmpty();
    Context noisy = mplp().contexts().open("Noisy", Root.of("lab", "test"));
    for (int i = 0; i < 5; i++) {
      mplp().contexts().state(noisy.contextId()).put(StateKey.text("n"), "value " + i, i);
    }
    awaitPositions();
    assertThat(watch.next(Duration.ZERO)).isEmpty();
    assertThat(watch.position()).isEqualTo(storage().log().head());
    advance(TEN_DAYS);
    sweep(policy().keep(Retained.LOG, Keep.days(5)).keep(Retained.TRACES, Keep.days(5)).build());
    assertThat(storage().log().oldest("default")).isGreaterThan(5);

    assertThat(watch.next(Duration.ZERO)).isEmpty();
    mplp().contexts().state(context().contextId()).put(StateKey.text("n"), "mine", 0);
    awaitPositions();
    assertThat(watch.next(Duration.ZERO))
        .singleElement()
        .satisfies(record -> assertThat(record.type()).isEqualTo("context.state.changed"));
  }

  /** Whoever runs plans, reads and watches beside a sweep of everything gets what is due. */
  @Test
  void sweepingAllTheTime_disturbsNobody() throws Exception {
    handle();
    RetentionPolicy strict =
        RetentionPolicy.builder()
            .batch(10)
            .pause(Duration.ofMillis(1))
            .keep(Retained.EXECUTIONS, Keep.last(20))
            .keep(Retained.TRACES, Keep.last(20))
            .keep(Retained.LOG, Keep.last(20))
            .build();
    AtomicBoolean over = new AtomicBoolean();
    var second = another();
    CompletableFuture<Integer> sweeping =
        CompletableFuture.supplyAsync(
            () -> {
              int removed = 0;
              while (!over.get()) {
                removed += second.administration().sweep(strict, "always").total();
              }
              return removed;
            },
            task -> new Thread(task, "sweeper").start());
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(
          CompletableFuture.runAsync(this::runPlans, task -> new Thread(task, "client").start()));
    }
    try {
      for (CompletableFuture<Void> client : clients) {
        client.get(60, TimeUnit.SECONDS);
      }
    } finally {
      over.set(true);
    }

    assertThat(sweeping.get(30, TimeUnit.SECONDS)).isGreaterThan(50);
  }

  private void runPlans() {
    for (int i = 0; i < 15; i++) {
      Plan plan = plan("Beside", "good", "good", "good");
      try {
        mplp().plans().execute(plan.planId()).await(SOON);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      assertThat(mplp().plans().get(plan.planId()).steps())
          .extracting(PlanStep::status)
          .containsOnly(StepStatus.COMPLETED);
    }
  }
}
