package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.NotFoundException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.PlanSummary;
import dev.mplp.plan.Plans;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Plans service of a caller. */
public final class PlanService implements Plans {

  private final Caller caller;
  private final Principal principal;
  private final Storage storage;
  private final Commits commits;
  private final PlanStore plans;
  private final Executions executions;
  private final ProtocolObjects objects;
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
      StartRun start,
      ControlRun control,
      Endings endings,
      Consumer<ExecutionId> interrupt) {
    this.caller = caller;
    this.principal = caller.principal();
    this.storage = caller.storage();
    this.commits = caller.commits();
    this.plans = new PlanStore(storage);
    this.executions = new Executions(storage);
    this.objects = new ProtocolObjects(storage);
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
    caller.may(ModuleName.PLAN, "create", plan.planId());
    PlanGraph.of(plan.steps());
    Instant now = Times.micros(storage.now());
    Versioned<Context> context =
        objects.get(tenant(), ModuleName.CONTEXT, plan.contextId(), Context.class);
    ContextStatus status = context.value().status();
    if (status == ContextStatus.CLOSED || status == ContextStatus.ARCHIVED) {
      throw new ConflictException(
          "CONTEXT_NOT_ACTIVE",
          "context " + plan.contextId() + " is " + status.wire() + " and takes no more plans");
    }
    Plan created =
        plan.toBuilder()
            .meta(plan.meta().toBuilder().createdAt(now).createdBy(principal.subject()).build())
            .events(null)
            .build();
    ChangeSet set =
        ChangeSet.builder(tenant())
            .addAll(PlanStore.create(created))
            .add(new Change.AppendLog(Records.planCreated(created)))
            .build();
    if (!commits.commit(set).isCommitted()) {
      throw new ConflictException(
          "ALREADY_EXISTS", "there is a plan " + plan.planId() + " already");
    }
    return created;
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
    PlanStore.Head head = plans.head(tenant(), plan.planId());
    PlanStatus status = head.status();
    if (status != PlanStatus.DRAFT && status != PlanStatus.PROPOSED) {
      throw new IllegalTransitionException(
          "the content of plan " + plan.planId(), status.wire(), "changed", List.of());
    }
    Plan before = plans.assemble(tenant(), plan.planId(), head);
    Plan after =
        plan.toBuilder()
            .contextId(before.contextId())
            .status(status)
            .events(null)
            .meta(before.meta().updated(Times.micros(storage.now()), principal.subject()))
            .build();
    ChangeSet set =
        ChangeSet.builder(tenant())
            .addAll(PlanStore.replace(head, after))
            .add(new Change.AppendLog(Records.planUpdated(before, after)))
            .build();
    CommitResult result =
        head.version() == version ? commits.commit(set) : new CommitResult.Conflict("plan");
    if (!result.isCommitted()) {
      throw new ConflictException(
          "VERSION_CONFLICT",
          "plan "
              + plan.planId()
              + " was changed since version "
              + version
              + " was read; read it again and repeat the change");
    }
    return new Versioned<>(after, version + 1);
  }

  @Override
  public Page<PlanSummary> list(ContextId contextId, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.PLAN, "list", null);
    return Listing.page(
        storage,
        tenant(),
        Kinds.PLAN,
        Map.of("context_id", contextId.value()),
        after,
        limit,
        PlanService::summary);
  }

  private static PlanSummary summary(Document document) {
    PlanStore.Head head = PlanStore.Head.of(document);
    return new PlanSummary(
        PlanId.of(document.key().id()),
        head.contextId(),
        head.title(),
        head.status(),
        head.version());
  }

  @Override
  public Execution execute(PlanId planId) {
    return execute(planId, ExecutionOptions.DEFAULT);
  }

  @Override
  public Execution execute(PlanId planId, ExecutionOptions options) {
    caller.may(ModuleName.PLAN, "execute", planId);
    return handle(start.start(principal, planId, options), planId);
  }

  @Override
  public Execution resume(ExecutionId executionId) {
    PlanId planId = executions.get(tenant(), executionId).planId();
    caller.may(ModuleName.PLAN, "resume", planId);
    start.resume(principal, executionId);
    return handle(executionId, planId);
  }

  @Override
  public Execution execution(ExecutionId executionId) {
    PlanId planId = executions.get(tenant(), executionId).planId();
    caller.may(ModuleName.PLAN, "read", planId);
    return handle(executionId, planId);
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

  private Execution handle(ExecutionId executionId, PlanId planId) {
    return new ExecutionHandle(
        principal.tenant(), executionId, planId, executions, control, endings, interrupt);
  }
}
