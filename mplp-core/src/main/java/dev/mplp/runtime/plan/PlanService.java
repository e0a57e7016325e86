package dev.mplp.runtime.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetStatus;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Limits;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanFilter;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanLock;
import dev.mplp.plan.PlanOrigin;
import dev.mplp.plan.PlanSummary;
import dev.mplp.plan.Plans;
import dev.mplp.plan.Revisions;
import dev.mplp.runtime.confirm.RevisionPolicies;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.object.Caller;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Plans service of a caller: who may, and where it is done. */
public final class PlanService implements Plans {

  private final Caller caller;
  private final EventService events;
  private final PlanReads reads;
  private final PlanRuns runs;
  private final PlanMoves moves;
  private final RevisionPolicies policies;
  private final ApplyRevision applyRevision;

  /**
   * The service of this caller.
   *
   * @param interrupt interrupts what this process runs of an execution
   */
  public PlanService(
      Caller caller,
      EventService events,
      StartRun start,
      ControlRun control,
      RevisionPolicies policies,
      ApplyRevision applyRevision,
      Endings endings,
      Consumer<ExecutionId> interrupt) {
    this.caller = caller;
    this.events = events;
    this.reads = new PlanReads(caller);
    this.runs = new PlanRuns(caller, reads, start, control, endings, interrupt);
    this.moves = new PlanMoves(caller);
    this.policies = policies;
    this.applyRevision = applyRevision;
  }

  private void may(String action, PlanId planId) {
    caller.may(ModuleName.PLAN, action, planId);
  }

  @Override
  public Plan create(Plan plan) {
    caller.may(ModuleName.PLAN, "create", null, plan.contextId());
    PlanGraph.of(plan.steps());
    return new CreatePlan(caller).create(plan);
  }

  @Override
  public Plan get(PlanId planId) {
    return read(planId).value();
  }

  @Override
  public Versioned<Plan> read(PlanId planId) {
    may("read", planId);
    return reads.read(planId);
  }

  @Override
  public Versioned<Plan> update(Plan plan, long version) {
    may("update", plan.planId());
    PlanGraph.of(plan.steps());
    return new UpdatePlan(caller).update(plan, version);
  }

  @Override
  public Versioned<Plan> revise(Plan revised, long version) {
    may("revise", revised.planId());
    PlanGraph.of(revised.steps());
    new ProposeRevision(caller, policies).revise(revised, version);
    return reads.read(revised.planId());
  }

  @Override
  public Revisions revisions() {
    return new RevisionService(caller, policies, applyRevision);
  }

  @Override
  public Page<PlanSummary> list(PlanFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.PLAN, "list", null, filter.contextId());
    return reads.list(filter, after, limit);
  }

  @Override
  public PlanSummary propose(PlanId planId) {
    may("propose", planId);
    return moves.propose(planId, null);
  }

  @Override
  public PlanSummary propose(PlanId planId, ApprovalRequest request) {
    may("propose", planId);
    return moves.propose(planId, requireNonNull(request, "request"));
  }

  @Override
  public PlanSummary approve(PlanId planId, @Nullable String reason) {
    may("approve", planId);
    return moves.approve(planId, reason);
  }

  @Override
  public PlanSummary reopen(PlanId planId, @Nullable String reason) {
    may("reopen", planId);
    return moves.reopen(planId, reason);
  }

  @Override
  public PlanSummary cancel(PlanId planId, @Nullable String reason) {
    may("cancel", planId);
    moves.cancel(planId, reason).ifPresent(execution -> runs.cancel(execution, planId, reason));
    return reads.summary(planId);
  }

  @Override
  public PlanSummary archive(PlanId planId) {
    may("archive", planId);
    return moves.archive(planId);
  }

  @Override
  public void purge(PlanId planId) {
    may("purge", planId);
    moves.purge(planId);
  }

  @Override
  public PlanLock lock(PlanId planId, String reason) {
    may("lock", planId);
    return new LockPlan(caller).lock(planId, requireNonNull(reason, "reason"));
  }

  @Override
  public void unlock(PlanId planId, @Nullable String reason) {
    may("unlock", planId);
    new LockPlan(caller).unlock(planId, reason);
  }

  @Override
  public Optional<PlanLock> lockOf(PlanId planId) {
    may("read", planId);
    return Optional.ofNullable(reads.runtime(planId).lock());
  }

  @Override
  public Watch watch(PlanId planId, long after) {
    may("read", planId);
    return reads.watch(events, planId, after);
  }

  @Override
  public Plan fork(PlanId planId, ForkOptions options) {
    may("read", planId);
    return new CreatePlan(caller).fork(planId, options);
  }

  @Override
  public Optional<PlanOrigin> origin(PlanId planId) {
    may("read", planId);
    return Optional.ofNullable(reads.runtime(planId).origin());
  }

  @Override
  public DryRun dryRun(PlanId planId, ExecutionOptions options) {
    return runs.dryRun(planId, options);
  }

  @Override
  public Execution execute(PlanId planId) {
    return execute(planId, ExecutionOptions.DEFAULT);
  }

  @Override
  public Execution execute(PlanId planId, ExecutionOptions options) {
    return runs.execute(planId, options);
  }

  @Override
  public Execution resume(ExecutionId executionId) {
    return runs.resume(executionId);
  }

  @Override
  public BudgetStatus changeBudget(ExecutionId executionId, Budget budget) {
    return runs.changeBudget(executionId, budget);
  }

  @Override
  public Limits limits() {
    return new LimitService(caller);
  }

  @Override
  public Execution execution(ExecutionId executionId) {
    return runs.execution(executionId);
  }

  @Override
  public Execution latestExecution(PlanId planId) {
    return runs.latest(planId);
  }
}
