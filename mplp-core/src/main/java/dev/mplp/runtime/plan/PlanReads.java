package dev.mplp.runtime.plan;

import dev.mplp.event.EventFilter;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanFilter;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.PlanSummary;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.CheckedWatch;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads plans for a caller who was found to be allowed. */
final class PlanReads {

  private final Caller caller;
  private final Storage storage;
  private final String tenant;
  private final PlanStore plans;
  private final Executions executions;

  PlanReads(Caller caller) {
    this.caller = caller;
    this.storage = caller.storage();
    this.tenant = caller.tenant();
    this.plans = new PlanStore(storage);
    this.executions = new Executions(storage);
  }

  /** The head, which has to be there. */
  PlanStore.Head head(PlanId planId) {
    return plans.head(tenant, planId);
  }

  /** What belongs to a plan that has to be there. */
  PlanRuntime runtime(PlanId planId) {
    head(planId);
    return PlanRuntime.of(storage, tenant, planId);
  }

  /** The plan, whose steps have the statuses of its latest execution. */
  Versioned<Plan> read(PlanId planId) {
    PlanStore.Head head = head(planId);
    return new Versioned<>(withStatuses(planId, head), head.version());
  }

  private Plan withStatuses(PlanId planId, PlanStore.Head head) {
    Plan plan = plans.assemble(tenant, planId, head);
    ExecutionId execution = PlanRuntime.of(storage, tenant, planId).execution();
    if (execution == null) {
      return plan;
    }
    Map<StepId, StepStatus> statuses = new HashMap<>();
    executions.eachStep(
        tenant,
        execution,
        step -> statuses.put(new StepId(step.stepId()), Executions.status(step.state())));
    if (statuses.isEmpty()) {
      return SettledSteps.show(storage, tenant, plan);
    }
    List<PlanStep> steps = new ArrayList<>(plan.steps().size());
    for (PlanStep step : plan.steps()) {
      StepStatus status = statuses.getOrDefault(step.stepId(), step.status());
      steps.add(status == step.status() ? step : step.withStatus(status));
    }
    return plan.withSteps(steps);
  }

  Page<PlanSummary> list(PlanFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    where.put("archived", filter.archived() == null ? null : filter.archived().toString());
    return Listing.page(
        storage, tenant, Kinds.PLAN, Listing.conditions(where), after, limit, PlanReads::summary);
  }

  private static PlanSummary summary(Document document) {
    PlanStore.Head head = PlanStore.Head.of(document);
    return head.summary(PlanId.of(document.key().id()), head.version());
  }

  PlanSummary summary(PlanId planId) {
    PlanStore.Head head = head(planId);
    return head.summary(planId, head.version());
  }

  Watch watch(EventService events, PlanId planId, long after) {
    ContextId contextId = head(planId).contextId();
    EventFilter filter = EventFilter.of(ModuleName.PLAN, planId).withContext(contextId);
    return CheckedWatch.of(caller, ModuleName.PLAN, planId, contextId, events.watch(filter, after));
  }
}
