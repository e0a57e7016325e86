package dev.mplp.runtime.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.NotFoundException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
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
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.PlanSummary;
import dev.mplp.plan.Plans;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.object.Refusals;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Plans service of a caller: who may, and where it is done. */
public final class PlanService implements Plans {

  private final Caller caller;
  private final EventService events;
  private final Principal principal;
  private final Storage storage;
  private final Commits commits;
  private final PlanStore plans;
  private final Executions executions;
  private final ProtocolObjects objects;
  private final PlanMoves moves;
  private final StartRun start;
  private final ControlRun control;
  private final Endings endings;
  private final Consumer<ExecutionId> interrupt;

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
      Endings endings,
      Consumer<ExecutionId> interrupt) {
    this.caller = caller;
    this.events = events;
    this.principal = caller.principal();
    this.storage = caller.storage();
    this.commits = caller.commits();
    this.plans = new PlanStore(storage);
    this.executions = new Executions(storage);
    this.objects = new ProtocolObjects(storage);
    this.moves = new PlanMoves(caller);
    this.start = start;
    this.control = control;
    this.endings = endings;
    this.interrupt = interrupt;
  }

  private String tenant() {
    return principal.tenant().name();
  }

  @Override
  public Plan create(Plan plan) {
    caller.may(ModuleName.PLAN, "create", null, plan.contextId());
    PlanGraph.of(plan.steps());
    Instant now = Times.micros(storage.now());
    checkContext(plan.contextId());
    Plan created =
        plan.toBuilder()
            .meta(plan.meta().toBuilder().createdAt(now).createdBy(principal.subject()).build())
            .events(null)
            .build();
    ChangeSet set =
        ChangeSet.builder(tenant())
            .addAll(PlanStore.create(created))
            .add(new Change.AppendLog(PlanRecords.planCreated(created)))
            .build();
    if (!commits.commit(set).isCommitted()) {
      throw Refusals.alreadyThere("plan " + plan.planId());
    }
    return created;
  }

  private void checkContext(ContextId contextId) {
    ContextStatus status =
        objects.get(tenant(), ModuleName.CONTEXT, contextId, Context.class).value().status();
    if (status == ContextStatus.CLOSED || status == ContextStatus.ARCHIVED) {
      throw Refusals.contextOver(contextId, status, "plans");
    }
  }

  @Override
  public Plan get(PlanId planId) {
    return read(planId).value();
  }

  @Override
  public Versioned<Plan> read(PlanId planId) {
    caller.may(ModuleName.PLAN, "read", planId);
    PlanStore.Head head = plans.head(tenant(), planId);
    return new Versioned<>(withStatuses(planId, head), head.version());
  }

  private Plan withStatuses(PlanId planId, PlanStore.Head head) {
    Plan plan = plans.assemble(tenant(), planId, head);
    ExecutionId execution = PlanRuntime.of(storage, tenant(), planId).execution();
    if (execution == null) {
      return plan;
    }
    Map<StepId, StepStatus> statuses = new HashMap<>();
    executions.eachStep(
        tenant(),
        execution,
        step -> statuses.put(new StepId(step.stepId()), Executions.status(step.state())));
    if (statuses.isEmpty()) {
      return SettledSteps.show(storage, tenant(), plan);
    }
    List<PlanStep> steps = new ArrayList<>(plan.steps().size());
    for (PlanStep step : plan.steps()) {
      StepStatus status = statuses.getOrDefault(step.stepId(), step.status());
      steps.add(status == step.status() ? step : step.withStatus(status));
    }
    return plan.withSteps(steps);
  }

  @Override
  public Versioned<Plan> update(Plan plan, long version) {
    caller.may(ModuleName.PLAN, "update", plan.planId());
    PlanGraph.of(plan.steps());
    return new UpdatePlan(caller).update(plan, version);
  }

  @Override
  public Versioned<Plan> revise(Plan revised, long version) {
    caller.may(ModuleName.PLAN, "revise", revised.planId());
    PlanGraph.of(revised.steps());
    new RevisePlan(caller, start.gates()).revise(revised, version);
    PlanStore.Head head = plans.head(tenant(), revised.planId());
    return new Versioned<>(withStatuses(revised.planId(), head), head.version());
  }

  @Override
  public Page<PlanSummary> list(PlanFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.PLAN, "list", null, filter.contextId());
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    where.put("archived", filter.archived() == null ? null : filter.archived().toString());
    return Listing.page(
        storage,
        tenant(),
        Kinds.PLAN,
        Listing.conditions(where),
        after,
        limit,
        PlanService::summary);
  }

  private static PlanSummary summary(Document document) {
    PlanStore.Head head = PlanStore.Head.of(document);
    return head.summary(PlanId.of(document.key().id()), head.version());
  }

  @Override
  public PlanSummary propose(PlanId planId) {
    caller.may(ModuleName.PLAN, "propose", planId);
    return moves.propose(planId, null);
  }

  @Override
  public PlanSummary propose(PlanId planId, ApprovalRequest request) {
    caller.may(ModuleName.PLAN, "propose", planId);
    return moves.propose(planId, requireNonNull(request, "request"));
  }

  @Override
  public PlanSummary approve(PlanId planId, @Nullable String reason) {
    caller.may(ModuleName.PLAN, "approve", planId);
    return moves.approve(planId, reason);
  }

  @Override
  public PlanSummary reopen(PlanId planId, @Nullable String reason) {
    caller.may(ModuleName.PLAN, "reopen", planId);
    return moves.reopen(planId, reason);
  }

  @Override
  public PlanSummary cancel(PlanId planId, @Nullable String reason) {
    caller.may(ModuleName.PLAN, "cancel", planId);
    moves
        .cancel(planId, reason)
        .ifPresent(execution -> handle(execution, planId).cancelIfOpen(reason));
    PlanStore.Head head = plans.head(tenant(), planId);
    return head.summary(planId, head.version());
  }

  @Override
  public PlanSummary archive(PlanId planId) {
    caller.may(ModuleName.PLAN, "archive", planId);
    return moves.archive(planId);
  }

  @Override
  public void purge(PlanId planId) {
    caller.may(ModuleName.PLAN, "purge", planId);
    moves.purge(planId);
  }

  @Override
  public PlanLock lock(PlanId planId, String reason) {
    caller.may(ModuleName.PLAN, "lock", planId);
    return new LockPlan(caller).lock(planId, requireNonNull(reason, "reason"));
  }

  @Override
  public void unlock(PlanId planId, @Nullable String reason) {
    caller.may(ModuleName.PLAN, "unlock", planId);
    new LockPlan(caller).unlock(planId, reason);
  }

  @Override
  public Optional<PlanLock> lockOf(PlanId planId) {
    caller.may(ModuleName.PLAN, "read", planId);
    plans.head(tenant(), planId);
    return Optional.ofNullable(PlanRuntime.of(storage, tenant(), planId).lock());
  }

  @Override
  public Watch watch(PlanId planId, long after) {
    caller.may(ModuleName.PLAN, "read", planId);
    PlanStore.Head head = plans.head(tenant(), planId);
    return events.watch(
        EventFilter.of(ModuleName.PLAN, planId).withContext(head.contextId()), after);
  }

  @Override
  public DryRun dryRun(PlanId planId, ExecutionOptions options) {
    caller.may(ModuleName.PLAN, "read", planId);
    return start.preview(caller.principal(), planId, options, LockPlan.guard(caller));
  }

  @Override
  public Plan fork(PlanId planId, ForkOptions options) {
    caller.may(ModuleName.PLAN, "read", planId);
    PlanStore.Head head = plans.head(tenant(), planId);
    caller.may(ModuleName.PLAN, "create", null, head.contextId());
    checkContext(head.contextId());
    return new ForkPlan(caller).fork(planId, head, options);
  }

  @Override
  public Optional<PlanOrigin> origin(PlanId planId) {
    caller.may(ModuleName.PLAN, "read", planId);
    plans.head(tenant(), planId);
    return Optional.ofNullable(PlanRuntime.of(storage, tenant(), planId).origin());
  }

  @Override
  public Execution execute(PlanId planId) {
    return execute(planId, ExecutionOptions.DEFAULT);
  }

  @Override
  public Execution execute(PlanId planId, ExecutionOptions options) {
    caller.may(ModuleName.PLAN, "execute", planId);
    return handle(start.start(principal, planId, options, LockPlan.guard(caller)), planId);
  }

  @Override
  public Execution resume(ExecutionId executionId) {
    PlanId planId = named(executionId, "resume");
    start.resume(principal, executionId, LockPlan.guard(caller));
    return handle(executionId, planId);
  }

  @Override
  public BudgetStatus changeBudget(ExecutionId executionId, Budget budget) {
    named(executionId, "budget");
    return new ChangeBudget(caller, control).change(executionId, requireNonNull(budget, "budget"));
  }

  @Override
  public Limits limits() {
    return new LimitService(caller);
  }

  @Override
  public Execution execution(ExecutionId executionId) {
    return handle(executionId, named(executionId, "read"));
  }

  @Override
  public Execution latestExecution(PlanId planId) {
    caller.may(ModuleName.PLAN, "read", planId);
    plans.head(tenant(), planId);
    ExecutionId execution = PlanRuntime.of(storage, tenant(), planId).execution();
    if (execution == null) {
      throw new NotFoundException("execution", "of plan " + planId);
    }
    return handle(execution, planId);
  }

  private PlanId named(ExecutionId executionId, String action) {
    caller.modules().check(tenant(), ModuleName.PLAN);
    return NamedExecution.get(caller, executionId, "plan." + action).planId();
  }

  private ExecutionHandle handle(ExecutionId executionId, PlanId planId) {
    return new ExecutionHandle(
        caller, executionId, planId, executions, control, endings, interrupt);
  }
}
