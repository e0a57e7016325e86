package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.MissingHandler;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.PlanFilter;
import dev.mplp.plan.PlanOrigin;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.PlanSummary;
import dev.mplp.plan.StepStatus;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans apart from their execution: moves, lists, dry runs, forks, archive and purge. */
public abstract class PlansContract {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ApprovalRequest BY_BOSS = ApprovalRequest.of(Approver.role("boss"));

  private StorageFixture fixture;
  private Mplp mplp;
  private Mplp boss;
  private Context context;

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newFixture();

  /** A runtime over this storage for alice, who requests. */
  protected abstract Mplp runtime(Storage storage, Principal principal);

  @BeforeEach
  void open() {
    fixture = newFixture();
    mplp = runtime(fixture.open(), Principal.of("alice", "requester"));
    boss = mplp.as(Principal.of("carol", "boss"));
    context = mplp.contexts().open("Plans", Root.of("lab", "test"));
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(10));
    fixture.close();
  }

  private Plan stored(String title) {
    return mplp.plans()
        .create(
            Plan.builder(context.contextId(), title, "See what happens")
                .step("only", "worker")
                .build());
  }

  private static String code(Callable<?> call) {
    return catchThrowableOfType(MplpException.class, call::call).code();
  }

  private static ExecutionResult end(Execution execution) throws InterruptedException {
    return execution.await(SOON);
  }

  private void approveTheOnlyOne() {
    Approval asked =
        boss.confirms().get(boss.confirms().inbox(null, 10).items().get(0).confirmId());
    boss.confirms().approve(asked.confirm().confirmId(), asked.digest(), "agreed");
  }

  @Test
  void plan_goesThroughProposalApprovalAndBack() {
    Plan plan = stored("Moves");
    PlanSummary proposed = mplp.plans().propose(plan.planId());
    assertThat(proposed.status()).isEqualTo(PlanStatus.PROPOSED);
    assertThat(proposed.version()).isEqualTo(mplp.plans().read(plan.planId()).version());
    assertThat(code(() -> mplp.plans().propose(plan.planId()))).isEqualTo("INVALID_TRANSITION");
    assertThat(mplp.plans().approve(plan.planId(), "looks good").status())
        .isEqualTo(PlanStatus.APPROVED);
    assertThat(code(() -> mplp.plans().propose(plan.planId()))).isEqualTo("INVALID_TRANSITION");
    assertThat(mplp.plans().reopen(plan.planId(), null).status()).isEqualTo(PlanStatus.DRAFT);
    assertThat(code(() -> mplp.plans().reopen(plan.planId(), null)))
        .isEqualTo("INVALID_TRANSITION");
    assertThat(mplp.plans().cancel(plan.planId(), "no need").status())
        .isEqualTo(PlanStatus.CANCELLED);
    assertThat(code(() -> mplp.plans().cancel(plan.planId(), null)))
        .isEqualTo("INVALID_TRANSITION");
    assertThat(mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.CANCELLED);
    assertThat(code(() -> mplp.plans().execute(plan.planId()))).isEqualTo("INVALID_TRANSITION");
  }

  @Test
  void neededApproval_isAskedForByEveryExecution() throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.completed(JsonObject.empty()));
    Plan plan = stored("Needs the boss");
    mplp.plans().propose(plan.planId(), BY_BOSS);
    assertThat(code(() -> mplp.plans().approve(plan.planId(), null)))
        .isEqualTo("APPROVAL_REQUIRED");
    mplp.plans().reopen(plan.planId(), "the need stays");
    assertThat(mplp.plans().dryRun(plan.planId(), ExecutionOptions.DEFAULT).planGate())
        .isEqualTo(BY_BOSS);

    Execution execution = mplp.plans().execute(plan.planId());
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.AWAITING_APPROVAL);
    assertThat(code(() -> mplp.plans().reopen(plan.planId(), null))).isEqualTo("EXECUTION_OPEN");
    assertThat(code(() -> mplp.plans().approve(plan.planId(), null))).isEqualTo("EXECUTION_OPEN");
    assertThat(code(() -> mplp.plans().archive(plan.planId()))).isEqualTo("NOT_OVER");
    assertThat(code(() -> purged(plan))).isEqualTo("EXECUTION_OPEN");
    approveTheOnlyOne();
    assertThat(end(execution).isCompleted()).isTrue();

    Plan copy = mplp.plans().fork(plan.planId(), ForkOptions.ANEW);
    assertThat(mplp.plans().execute(copy.planId()).snapshot().state())
        .isEqualTo(ExecutionState.AWAITING_APPROVAL);
  }

  private Void purged(Plan plan) {
    mplp.plans().purge(plan.planId());
    return null;
  }

  @Test
  void cancel_ofAPlanThatIsExecuted_cancelsTheExecution() throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.delayed(Duration.ofHours(1)));
    Plan plan = stored("Parked");
    Execution execution = mplp.plans().execute(plan.planId());
    mplp.plans().cancel(plan.planId(), "enough");
    assertThat(end(execution).execution().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.CANCELLED);
  }

  @Test
  void racingProposals_oneWins() throws Exception {
    Plan plan = stored("Race");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          threads.submit(
              () -> {
                go.await();
                try {
                  return mplp.plans().propose(plan.planId()).status().wire();
                } catch (MplpException e) {
                  return e.code();
                }
              }));
    }
    go.countDown();
    List<String> told = new ArrayList<>();
    for (Future<String> answer : answers) {
      told.add(answer.get());
    }
    threads.shutdown();
    assertThat(told).containsOnlyOnce("proposed");
    assertThat(told.stream().filter("INVALID_TRANSITION"::equals)).hasSize(7);
  }

  @Test
  void list_goesByContextStatusAndArchive_pageByPage() {
    Context other = mplp.contexts().open("Other", Root.of("lab", "test"));
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      titles.add(stored("Plan " + i).title());
    }
    mplp.plans()
        .create(Plan.builder(other.contextId(), "Elsewhere", "o").step("s", "worker").build());
    PlanFilter here = PlanFilter.of(context.contextId());
    assertThat(titlesOf(here, 3)).isEqualTo(titles);
    assertThat(titlesOf(PlanFilter.all(), 3)).hasSize(8);

    Page<PlanSummary> first = mplp.plans().list(here, null, 3);
    mplp.plans().propose(first.items().get(1).planId());
    mplp.plans().cancel(first.items().get(2).planId(), null);
    mplp.plans().archive(first.items().get(2).planId());
    assertThat(titlesOf(here.withStatus(PlanStatus.PROPOSED), 3)).containsExactly("Plan 1");
    assertThat(titlesOf(here, 3)).hasSize(6).doesNotContain("Plan 2");
    assertThat(titlesOf(here.withArchived(true), 3)).containsExactly("Plan 2");
    assertThat(titlesOf(here.withArchived(null), 3)).isEqualTo(titles);
    assertThat(code(() -> mplp.plans().list(PlanFilter.all(), first.next(), 3)))
        .isEqualTo("INVALID_CURSOR");
  }

  private List<String> titlesOf(PlanFilter filter, int limit) {
    List<String> titles = new ArrayList<>();
    Cursor next = null;
    do {
      Page<PlanSummary> page = mplp.plans().list(filter, next, limit);
      page.items().forEach(plan -> titles.add(plan.title()));
      next = page.next();
    } while (next != null);
    return titles;
  }

  @Test
  void archivedPlan_isLeftAsItIs() throws Exception {
    mplp.handlers()
        .registerDefault(call -> StepResult.failed(StepError.permanent("BROKEN", "it is")));
    Plan plan = stored("Fails");
    assertThat(code(() -> mplp.plans().archive(plan.planId()))).isEqualTo("NOT_OVER");
    Execution execution = mplp.plans().execute(plan.planId());
    end(execution);
    PlanSummary archived = mplp.plans().archive(plan.planId());
    assertThat(archived.archived()).isTrue();
    assertThat(mplp.plans().archive(plan.planId())).isEqualTo(archived);
    assertThat(code(() -> mplp.plans().resume(execution.executionId()))).isEqualTo("NOT_RESUMABLE");
    assertThat(code(() -> mplp.plans().cancel(plan.planId(), null)))
        .isEqualTo("INVALID_TRANSITION");
    assertThat(mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.FAILED);
  }

  @Test
  void purgedPlan_isGone_withItsStepsAndKeys() throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.completed(JsonObject.empty()));
    Plan plan = stored("Purged");
    ExecutionOptions once = ExecutionOptions.builder().idempotencyKey("once").build();
    Execution first = mplp.plans().execute(plan.planId(), once);
    end(first);
    mplp.plans().purge(plan.planId());
    assertThat(code(() -> mplp.plans().get(plan.planId()))).isEqualTo("PLAN_NOT_FOUND");
    assertThat(code(() -> mplp.plans().execute(plan.planId(), once))).isEqualTo("PLAN_NOT_FOUND");
    assertThat(code(() -> purged(plan))).isEqualTo("PLAN_NOT_FOUND");
    assertThat(titlesOf(PlanFilter.all().withArchived(null), 10)).isEmpty();
    assertThat(mplp.plans().execution(first.executionId()).snapshot().state())
        .isEqualTo(ExecutionState.COMPLETED);

    mplp.plans().create(plan);
    Execution second = mplp.plans().execute(plan.planId(), once);
    assertThat(second.executionId()).isNotEqualTo(first.executionId());
    assertThat(end(second).steps()).hasSize(1);
  }

  @Test
  void watch_followsOnePlan_fromWhereItCame() throws Exception {
    mplp.handlers().registerDefault(call -> StepResult.completed(JsonObject.empty()));
    Plan plan = stored("Watched");
    Watch watch = mplp.plans().watch(plan.planId(), 0);
    mplp.plans().propose(plan.planId());
    stored("Another");
    mplp.plans().approve(plan.planId(), "fine");
    assertThat(types(watch, 3)).containsExactly("plan.created", "plan.moved", "plan.moved");
    end(mplp.plans().execute(plan.planId()));
    assertThat(types(mplp.plans().watch(plan.planId(), watch.position()), 4))
        .containsExactly("run.started", "step.started", "step.completed", "run.ended");
    assertThat(code(() -> mplp.plans().watch(PlanId.random(), 0))).isEqualTo("PLAN_NOT_FOUND");
  }

  private static List<String> types(Watch watch, int count) {
    List<String> types = new ArrayList<>();
    while (types.size() < count) {
      List<EventRecord> next = watch.next(SOON);
      assertThat(next).as("in time").isNotEmpty();
      next.forEach(event -> types.add(event.type()));
    }
    return types;
  }

  @Test
  void dryRun_tellsWhatWouldBeDone_andStoresNothing() {
    mplp.handlers().register("clerk", call -> StepResult.completed(JsonObject.empty()));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Loan", "Decide")
                    .step("fetch", "clerk")
                    .step("score", s -> s.role("analyst").after("fetch"))
                    .step("file", s -> s.role("clerk").after("fetch"))
                    .step("pay", s -> s.role("cashier").after("score"))
                    .build());
    StepId pay = plan.steps().get(3).stepId();
    long version = mplp.plans().read(plan.planId()).version();
    Gates gates = Gates.NONE.beforeStep(pay, BY_BOSS);
    ExecutionOptions options = ExecutionOptions.builder().gates(gates).build();
    DryRun run = mplp.plans().dryRun(plan.planId(), options);

    assertThat(run.canStart()).isTrue();
    assertThat(run.size()).isEqualTo(4);
    assertThat(run.layers().stream().map(PlansContract::names))
        .containsExactly(List.of("fetch"), List.of("score", "file"), List.of("pay"));
    assertThat(names(run.longestChain())).containsExactly("fetch", "score", "pay");
    assertThat(run.planGate()).isNull();
    assertThat(run.stepGates()).containsOnlyKeys(pay);
    assertThat(run.missingHandlers()).containsExactlyInAnyOrder("analyst", "cashier");

    ExecutionOptions strict = options.toBuilder().missingHandler(MissingHandler.REFUSE).build();
    mplp.plans().propose(plan.planId());
    mplp.contexts().suspend(context.contextId(), null);
    DryRun refused = mplp.plans().dryRun(plan.planId(), strict);
    assertThat(refused.obstacles().stream().map(DryRun.Obstacle::code))
        .containsExactly("APPROVAL_REQUIRED", "CONTEXT_NOT_ACTIVE", "NO_HANDLER");
    assertThat(refused.canStart()).isFalse();
    assertThat(mplp.plans().read(plan.planId()).version()).isEqualTo(version + 1);
    assertThat(code(() -> mplp.plans().latestExecution(plan.planId())))
        .isEqualTo("EXECUTION_NOT_FOUND");
  }

  private static List<String> names(List<PlanStep> steps) {
    return steps.stream().map(PlanStep::description).toList();
  }

  @Test
  void fork_fromAStep_doesItAndWhatDependsOnItAnew() throws Exception {
    Set<String> done = new ConcurrentSkipListSet<>();
    mplp.handlers()
        .registerDefault(
            call -> {
              Set<String> inputs = new TreeSet<>();
              call.inputs().values().forEach(input -> inputs.addAll(input.names()));
              done.add(call.description() + inputs);
              return StepResult.completed(JsonObject.of(call.description(), true));
            });
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Loan", "Decide")
                    .step("fetch", "clerk")
                    .step("ask", "clerk")
                    .step("score", s -> s.role("analyst").after("fetch", "ask"))
                    .step("pay", s -> s.role("cashier").after("score"))
                    .build());
    Execution execution = mplp.plans().execute(plan.planId());
    assertThat(end(execution).isCompleted()).isTrue();
    StepId score = plan.steps().get(2).stepId();

    Plan copy = mplp.plans().fork(plan.planId(), ForkOptions.from(score).withTitle("Loan, again"));
    assertThat(copy.title()).isEqualTo("Loan, again");
    assertThat(copy.status()).isEqualTo(PlanStatus.DRAFT);
    assertThat(copy.steps().stream().map(PlanStep::status))
        .containsExactly(
            StepStatus.COMPLETED, StepStatus.COMPLETED, StepStatus.PENDING, StepStatus.PENDING);
    assertThat(copy.steps().stream().map(PlanStep::stepId))
        .doesNotContainAnyElementsOf(plan.steps().stream().map(PlanStep::stepId).toList());
    assertThat(mplp.plans().get(copy.planId())).isEqualTo(copy);
    assertThat(mplp.plans().origin(copy.planId()))
        .contains(new PlanOrigin(plan.planId(), execution.executionId(), Set.of(score), 2));
    assertThat(mplp.plans().origin(plan.planId())).isEmpty();
    assertThat(mplp.plans().dryRun(copy.planId(), ExecutionOptions.DEFAULT).kept()).hasSize(2);

    Plan again = mplp.plans().fork(copy.planId(), ForkOptions.KEEPING_RESULTS);
    done.clear();
    ExecutionResult result = end(mplp.plans().execute(again.planId()));
    assertThat(done).containsExactlyInAnyOrder("score[ask, fetch]", "pay[score]");
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.output(again.steps().get(0).stepId()))
        .isEqualTo(JsonObject.of("fetch", true));

    done.clear();
    Plan anew = mplp.plans().fork(plan.planId(), ForkOptions.ANEW);
    assertThat(end(mplp.plans().execute(anew.planId())).isCompleted()).isTrue();
    assertThat(done).hasSize(4);
    assertThat(code(() -> mplp.plans().fork(anew.planId(), ForkOptions.from(score))))
        .isEqualTo("STEP_NOT_FOUND");
    mplp.plans().purge(copy.planId());
    assertThat(end(mplp.plans().latestExecution(again.planId())).isCompleted()).isTrue();
  }

  /** Steps of the role "gate" wait until this is let go. */
  private final CountDownLatch gate = new CountDownLatch(1);

  private void handleByDescription(Set<String> done) {
    mplp.handlers()
        .registerDefault(
            call -> {
              if (call.role().equals("gate")) {
                gate.await();
              }
              done.add(call.description());
              return call.role().equals("broken") && done.add(call.description() + " failed")
                  ? StepResult.failed(StepError.permanent("BROKEN", "once"))
                  : StepResult.completed(JsonObject.empty());
            });
  }

  /** a, which waits at the gate, then b, then c; being executed, with a begun. */
  private Execution begun(ExecutionOptions options) {
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Revised", "See")
                    .step("a", "gate")
                    .step("b", s -> s.role("r").after("a"))
                    .step("c", s -> s.role("r").after("b"))
                    .build());
    Execution execution = mplp.plans().execute(plan.planId(), options);
    Watch watch = mplp.plans().watch(plan.planId(), 0);
    boolean hasBegun = false;
    while (!hasBegun) {
      hasBegun = types(watch, 1).contains("step.started");
    }
    return execution;
  }

  private static PlanStep step(Plan plan, String description) {
    return plan.steps().stream()
        .filter(step -> step.description().equals(description))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void revision_addsChangesAndRemovesSteps_whileThePlanIsExecuted() throws Exception {
    Set<String> done = new ConcurrentSkipListSet<>();
    handleByDescription(done);
    Execution execution = begun(ExecutionOptions.DEFAULT);
    Versioned<Plan> read = mplp.plans().read(execution.planId());
    PlanStep a = step(read.value(), "a");
    PlanStep d = PlanStep.builder("d").agentRole("r").dependencies(List.of(a.stepId())).build();
    PlanStep c =
        step(read.value(), "c").toBuilder()
            .agentRole("broken")
            .dependencies(List.of(a.stepId(), d.stepId()))
            .build();
    Plan revised = read.value().withSteps(List.of(d, a, c));
    PlanDiff diff = PlanDiff.between(read.value(), revised);
    assertThat(names(diff.added())).containsExactly("d");
    assertThat(names(diff.removed())).containsExactly("b");
    assertThat(diff.changed()).hasSize(1);

    Versioned<Plan> after = mplp.plans().revise(revised, read.version());
    assertThat(after.version()).isEqualTo(read.version() + 1);
    assertThat(names(after.value().steps())).containsExactly("a", "c", "d");
    assertThat(step(after.value(), "a").status()).isEqualTo(StepStatus.IN_PROGRESS);
    assertThat(mplp.plans().read(execution.planId())).isEqualTo(after);
    assertThat(mplp.plans().revise(revised, after.version()).version()).isEqualTo(after.version());
    gate.countDown();
    ExecutionResult failed = end(execution);
    assertThat(failed.execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(done).contains("a", "d", "c").doesNotContain("b");

    ExecutionResult resumed = end(mplp.plans().resume(execution.executionId()));
    assertThat(resumed.isCompleted()).isTrue();
    assertThat(resumed.steps()).hasSize(3);
    assertThat(mplp.plans().get(execution.planId()).steps())
        .allMatch(step -> step.status() == StepStatus.COMPLETED);
    assertThat(done).doesNotContain("b");
    Plan copy = mplp.plans().fork(execution.planId(), ForkOptions.KEEPING_RESULTS);
    assertThat(names(copy.steps())).containsExactly("a", "c", "d");
  }

  @Test
  void revision_thatTouchesWhatHasBegun_orIsStale_isRefused() throws Exception {
    handleByDescription(new ConcurrentSkipListSet<>());
    Plan draft = stored("Draft");
    long first = mplp.plans().read(draft.planId()).version();
    assertThat(code(() -> mplp.plans().revise(draft, first))).isEqualTo("INVALID_TRANSITION");

    Execution execution = begun(ExecutionOptions.DEFAULT);
    Versioned<Plan> read = mplp.plans().read(execution.planId());
    Plan plan = read.value();
    PlanStep b = step(plan, "b").withDependencies(null);
    PlanStep c = step(plan, "c");
    assertThat(code(() -> mplp.plans().revise(plan.withSteps(List.of(b, c)), read.version())))
        .isEqualTo("NOT_REVISABLE");
    assertThat(code(() -> mplp.plans().revise(plan.withSteps(List.of(c)), read.version())))
        .isEqualTo("VALIDATION_FAILED");
    assertThat(code(() -> mplp.plans().revise(plan, read.version() - 1)))
        .isEqualTo("VERSION_CONFLICT");
    List<PlanStep> withoutC = List.of(step(plan, "a"), step(plan, "b"));
    long next = mplp.plans().revise(plan.withSteps(withoutC), read.version()).version();
    assertThat(code(() -> mplp.plans().revise(plan, next))).isEqualTo("NOT_REVISABLE");
    gate.countDown();
    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(code(() -> mplp.plans().revise(plan, next + 1))).isEqualTo("INVALID_TRANSITION");

    Plan governed = stored("Governed");
    mplp.plans().propose(governed.planId(), BY_BOSS);
    mplp.handlers().register("worker", call -> StepResult.delayed(Duration.ofHours(1)));
    Execution approved = mplp.plans().execute(governed.planId());
    approveTheOnlyOne();
    long version = mplp.plans().read(governed.planId()).version();
    assertThat(code(() -> mplp.plans().revise(governed, version))).isEqualTo("APPROVAL_REQUIRED");
    approved.cancel(null);
    end(approved);
  }

  @Test
  void revisions_besideARunningPlan_loseNoStep() throws Exception {
    Set<String> done = new ConcurrentSkipListSet<>();
    handleByDescription(done);
    PlanBuilder builder = Plan.builder(context.contextId(), "Busy", "See").step("gate", "gate");
    for (int i = 0; i < 60; i++) {
      builder.step("s" + i, "r");
    }
    Plan plan = mplp.plans().create(builder.build());
    StepId last = plan.steps().get(0).stepId();
    Execution execution = mplp.plans().execute(plan.planId());
    for (int i = 0; i < 20; i++) {
      PlanStep more = PlanStep.builder("m" + i).agentRole("r").dependencies(List.of(last)).build();
      boolean revised = false;
      while (!revised) {
        Versioned<Plan> read = mplp.plans().read(plan.planId());
        List<PlanStep> steps = new ArrayList<>(read.value().steps());
        steps.add(more);
        try {
          mplp.plans().revise(read.value().withSteps(steps), read.version());
          revised = true;
        } catch (ConflictException e) {
          assertThat(e.code()).isEqualTo("VERSION_CONFLICT");
        }
      }
      last = more.stepId();
    }
    gate.countDown();
    ExecutionResult result = end(execution);
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps()).hasSize(81);
    assertThat(done).hasSize(81);
  }
}
