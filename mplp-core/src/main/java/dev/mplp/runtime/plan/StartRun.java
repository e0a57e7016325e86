package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.context.Context;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonString;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.event.RunRecords;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Begins runs: the first of an execution, at once or behind the plan's gate, and resumed ones. */
public final class StartRun {

  private final Storage storage;
  private final Commits commits;
  private final PlanStore plans;
  private final Executions executions;
  private final Approvals approvals;
  private final StartChecks checks;
  private final FirstSteps first;
  private final GateChoice choice;
  private final PreviewRun preview;

  /**
   * Begins runs in this storage.
   *
   * @param handled whether this process has a handler for a role
   * @param chooser what approvals the host wants
   */
  public StartRun(
      Storage storage, Commits commits, Predicate<String> handled, ApprovalChooser chooser) {
    this.storage = storage;
    this.commits = commits;
    this.plans = new PlanStore(storage);
    this.executions = new Executions(storage);
    this.approvals = new Approvals(storage);
    this.checks = new StartChecks(storage, handled);
    this.first = new FirstSteps(storage);
    this.choice = new GateChoice(storage, chooser);
    this.preview = new PreviewRun(storage, handled, choice);
  }

  /** Which approvals executions need. */
  GateChoice gates() {
    return choice;
  }

  /** What {@link #start} would do. */
  DryRun preview(
      Principal principal, PlanId planId, ExecutionOptions options, LockPlan.Guard guard) {
    return preview.preview(principal, planId, options, guard);
  }

  /** Starts an execution, or finds the one that was started with the same key. */
  ExecutionId start(
      Principal principal, PlanId planId, ExecutionOptions options, LockPlan.Guard guard) {
    return commits.apply("plan " + planId, () -> first(principal, planId, options, guard));
  }

  private Commits.Change<ExecutionId> first(
      Principal principal, PlanId planId, ExecutionOptions asked, LockPlan.Guard guard) {
    String tenant = principal.tenant().name();
    Optional<ExecutionId> known = started(tenant, planId, asked.idempotencyKey());
    if (known.isPresent()) {
      return new Commits.Change<>(null, known.get());
    }
    PlanStore.Head head = plans.head(tenant, planId);
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, planId);
    runtime.checkNotOpen(planId);
    List<Change> override = guard.check(planId, head.contextId(), runtime);
    Plan plan = plans.assemble(tenant, planId, head);
    Gates gates = choice.of(principal, plan, asked.gates(), runtime.approval());
    ExecutionOptions options =
        RunBudget.budgeted(storage, tenant, asked.toBuilder().gates(gates).build());
    boolean gated = gates.plan() != null;
    StartChecks.status(planId, head, gated);
    Versioned<Context> context = checks.activeContext(tenant, head.contextId());
    PlanGraph graph = PlanGraph.of(plan.steps());
    checks.handlers(plan, options);
    Instant now = Times.micros(storage.now());
    ExecutionRecord record =
        new ExecutionRecord(
            0,
            ExecutionId.random(),
            planId,
            head.contextId(),
            gated ? ExecutionState.AWAITING_APPROVAL : ExecutionState.RUNNING,
            principal,
            options,
            List.of(RunId.random()),
            null,
            Set.of(),
            null,
            now,
            null,
            null,
            null);
    ChangeSet.Builder set = ChangeSet.builder(tenant);
    set.add(new Change.CheckDocument(Kinds.CONTEXT, head.contextId().value(), context.version()));
    set.addAll(override);
    rememberKey(set, record);
    set.add(runtime.with(record.executionId(), true).put(planId));
    if (gated) {
      record = askFirst(set, record, head, plan, now);
    } else {
      open(set, record, head, graph, now);
    }
    set.add(RunTrace.ofRun(record, head.title(), null, gated, now));
    set.add(record.put());
    return new Commits.Change<>(set.build(), record.executionId());
  }

  private Optional<ExecutionId> started(String tenant, PlanId planId, @Nullable String key) {
    if (key == null) {
      return Optional.empty();
    }
    return storage
        .get(new DocumentKey(tenant, Kinds.START_KEY, planId.value() + '/' + key))
        .map(document -> Wire.value(document.body()).asString())
        .map(ExecutionId::of);
  }

  private static void rememberKey(ChangeSet.Builder set, ExecutionRecord record) {
    String key = record.options().idempotencyKey();
    if (key != null) {
      set.add(
          new Change.PutDocument(
              Kinds.START_KEY,
              record.planId().value() + '/' + key,
              0,
              Wire.bytes(new JsonString(record.executionId().value())),
              Map.of("plan_id", record.planId().value())));
    }
  }

  private ExecutionRecord askFirst(
      ChangeSet.Builder set, ExecutionRecord record, PlanStore.Head head, Plan plan, Instant now) {
    Gates gates = record.options().gates();
    if (gates.plan() == null) {
      throw new IllegalStateException("no gate before the plan");
    }
    Gate gate =
        new Gate(record.contextId(), record.planId(), record.executionId(), record.runId(), null);
    String subject = record.principal().subject();
    Approvals.Request request =
        approvals.requestBeforePlan(
            record.principal().tenant().name(),
            gate,
            gates.plan(),
            subject,
            record.principal().roles().stream().sorted().findFirst().orElse(subject),
            Contents.ofPlan(plan, gates.plan().content()),
            now);
    set.addAll(request.changes());
    if (head.status() == PlanStatus.DRAFT) {
      set.add(head.moved(PlanStatus.PROPOSED, now, subject).put(record.planId()));
      set.add(
          new Change.AppendLog(
              PlanRecords.planMoved(
                  record.contextId(), record.planId(), head.status(), PlanStatus.PROPOSED)));
    } else {
      set.add(new Change.CheckDocument(Kinds.PLAN, record.planId().value(), head.version()));
    }
    return record.withGate(request.confirmId());
  }

  /** Lets the steps go: the head moves to in_progress, the work is created, the clock starts. */
  void open(
      ChangeSet.Builder set,
      ExecutionRecord record,
      PlanStore.Head head,
      PlanGraph graph,
      Instant now) {
    String subject = record.principal().subject();
    Transitions.PLAN.check("plan " + record.planId(), head.status(), PlanStatus.IN_PROGRESS);
    set.add(head.moved(PlanStatus.IN_PROGRESS, now, subject).put(record.planId()));
    set.add(
        new Change.AppendLog(
            RunRecords.runStarted(record.run(), head.status(), graph.size(), null, subject)));
    set.add(
        new Change.StartExecution(
            record.executionId().uuid(),
            record.contextId().value(),
            record.runId().uuid(),
            record.options().parallelism(),
            Phase.OPEN,
            first.steps(record, graph)));
    RunBudget.begin(set, record, now);
    startClock(set, record, now);
  }

  private static void startClock(ChangeSet.Builder set, ExecutionRecord record, Instant now) {
    Duration deadline = record.options().deadline();
    if (deadline != null) {
      set.add(
          new Change.PutTimer(
              Kinds.TIMER_DEADLINE,
              record.executionId().value(),
              now.plus(deadline),
              Wire.bytes(new JsonString(record.runId().value()))));
    }
  }

  /** Resumes a failed execution as another run. */
  void resume(Principal principal, ExecutionId executionId, LockPlan.Guard guard) {
    commits.apply("execution " + executionId, () -> next(principal, executionId, guard));
  }

  private Commits.Change<ExecutionId> next(
      Principal principal, ExecutionId executionId, LockPlan.Guard guard) {
    String tenant = principal.tenant().name();
    ExecutionRecord former = executions.get(tenant, executionId);
    boolean began = storage.work().execution(tenant, executionId.uuid()).isPresent();
    if (former.state() != ExecutionState.FAILED || !began) {
      throw new IllegalTransitionException(
          "execution " + executionId + (began ? "" : ", which was refused at its gate,"),
          former.state().wire(),
          ExecutionState.RUNNING.wire(),
          began
              ? "only an execution that failed is resumed"
              : "execute plan " + former.planId() + " again, which asks for the approval anew");
    }
    PlanStore.Head head = plans.head(tenant, former.planId());
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, former.planId());
    if (!executionId.equals(runtime.execution()) || head.archived()) {
      throw new ConflictException(
          "NOT_RESUMABLE",
          "execution "
              + executionId
              + (head.archived()
                  ? " is of an archived plan"
                  : " is not the latest of plan " + former.planId())
              + " and cannot be resumed; fork the plan, which keeps what is completed, and execute"
              + " the fork");
    }
    List<Change> override = guard.check(former.planId(), former.contextId(), runtime);
    Versioned<Context> context = checks.activeContext(tenant, former.contextId());
    Instant now = Times.micros(storage.now());
    ExecutionRecord record = former.nextRun(RunId.random());
    Transitions.PLAN.check("plan " + former.planId(), head.status(), PlanStatus.IN_PROGRESS);
    ChangeSet.Builder set = ChangeSet.builder(tenant);
    set.add(new Change.CheckDocument(Kinds.CONTEXT, former.contextId().value(), context.version()));
    set.add(head.moved(PlanStatus.IN_PROGRESS, now, principal.subject()).put(former.planId()));
    set.addAll(override);
    set.add(runtime.with(executionId, true).put(former.planId()));
    set.add(RunTrace.ofRun(record, head.title(), former.runId(), false, now));
    set.add(
        new Change.AppendLog(
            RunRecords.runStarted(
                record.run(), head.status(), 0, former.runId().uuid(), principal.subject())));
    set.add(new Change.ReopenExecution(executionId.uuid(), record.runId().uuid()));
    RunBudget.resume(storage, set, record, now);
    startClock(set, record, now);
    set.add(record.put());
    return new Commits.Change<>(set.build(), executionId);
  }
}
