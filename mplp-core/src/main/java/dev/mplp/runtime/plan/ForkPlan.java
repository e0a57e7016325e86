package dev.mplp.runtime.plan;

import dev.mplp.NotFoundException;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanOrigin;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.confirm.PlanPolicies;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Refusals;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.StepState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies a plan, and what its latest execution completed, into a new one. */
final class ForkPlan {

  private final Caller caller;
  private final PlanStore plans;
  private final Executions executions;

  ForkPlan(Caller caller) {
    this.caller = caller;
    this.plans = new PlanStore(caller.storage());
    this.executions = new Executions(caller.storage());
  }

  /** The copy as it is stored; the caller has checked that the Context takes plans. */
  Plan fork(PlanId sourceId, PlanStore.Head head, ForkOptions options) {
    Plan source = plans.assemble(caller.tenant(), sourceId, head);
    PlanRuntime runtime = PlanRuntime.of(caller.storage(), caller.tenant(), sourceId);
    Map<StepId, JsonObject> kept = kept(source, runtime.execution(), options);
    Map<StepId, StepId> ids = new HashMap<>();
    source.steps().forEach(step -> ids.put(step.stepId(), StepId.random()));
    Plan copy =
        Plan.builder(
                source.contextId(),
                options.title() == null ? source.title() : options.title(),
                source.objective())
            .meta(Metadata.created(caller.now(), caller.subject()))
            .status(PlanStatus.DRAFT)
            .steps(copies(source, ids, kept.keySet()))
            .build();
    PlanOrigin origin =
        new PlanOrigin(
            sourceId, kept.isEmpty() ? null : runtime.execution(), options.from(), kept.size());
    List<Change> policies = new PlanPolicies(caller).copied(sourceId, copy, ids);
    store(copy, origin, runtime, outputs(kept, ids), policies);
    return copy;
  }

  /** What stays completed, in the plan's order, with its output. */
  private Map<StepId, JsonObject> kept(
      Plan source, @Nullable ExecutionId execution, ForkOptions options) {
    if (!options.keepResults()) {
      return Map.of();
    }
    Set<StepId> from = new HashSet<>(options.from());
    from.addAll(undone(execution));
    Set<StepId> anew = anew(source, from);
    Map<StepId, JsonObject> completed = completed(source, execution);
    Map<StepId, JsonObject> kept = new LinkedHashMap<>();
    for (PlanStep step : source.steps()) {
      JsonObject output = completed.get(step.stepId());
      if (output != null && !anew.contains(step.stepId())) {
        kept.put(step.stepId(), output);
      }
    }
    return kept;
  }

  /** Also those that may yet be undone: what they did does not count any more. */
  private Set<StepId> undone(@Nullable ExecutionId execution) {
    Set<StepId> undone = new HashSet<>();
    if (execution != null) {
      ExecutionRecord record = executions.get(caller.tenant(), execution);
      new UndoneSteps(caller.storage())
          .of(record)
          .keySet()
          .forEach(id -> undone.add(new StepId(id)));
    }
    return undone;
  }

  private static Set<StepId> anew(Plan source, Set<StepId> from) {
    Set<StepId> anew = new HashSet<>();
    if (from.isEmpty()) {
      return anew;
    }
    PlanGraph graph = source.graph();
    Set<StepId> known = new HashSet<>();
    source.steps().forEach(step -> known.add(step.stepId()));
    for (StepId step : from) {
      if (!known.contains(step)) {
        throw new NotFoundException("step", step.value());
      }
      if (anew.add(step)) {
        graph.allSuccessors(step).forEach(after -> anew.add(after.stepId()));
      }
    }
    return anew;
  }

  /** A plan that never was executed may have been adopted, or forked, with completed steps. */
  private Map<StepId, JsonObject> completed(Plan source, @Nullable ExecutionId execution) {
    Map<StepId, JsonObject> completed = new HashMap<>();
    if (execution == null || !executions.began(caller.tenant(), execution)) {
      Map<StepId, byte[]> carried =
          new CarriedResults(caller.storage()).read(caller.tenant(), source.planId());
      for (PlanStep step : source.steps()) {
        if (step.status() == StepStatus.COMPLETED) {
          completed.put(step.stepId(), StepRecord.of(carried.get(step.stepId())).outputOrEmpty());
        }
      }
      return completed;
    }
    executions.eachStep(
        caller.tenant(),
        execution,
        step -> {
          if (step.state() == StepState.COMPLETED) {
            completed.put(new StepId(step.stepId()), StepRecord.of(step.result()).outputOrEmpty());
          }
        });
    return completed;
  }

  private static List<PlanStep> copies(Plan source, Map<StepId, StepId> ids, Set<StepId> kept) {
    List<PlanStep> copies = new ArrayList<>(source.steps().size());
    for (PlanStep step : source.steps()) {
      copies.add(
          step.toBuilder()
              .stepId(newId(ids, step.stepId()))
              .status(kept.contains(step.stepId()) ? StepStatus.COMPLETED : StepStatus.PENDING)
              .dependencies(
                  step.dependencies() == null
                      ? null
                      : step.dependencies().stream().map(id -> newId(ids, id)).toList())
              .build());
    }
    return copies;
  }

  private static StepId newId(Map<StepId, StepId> ids, StepId former) {
    StepId id = ids.get(former);
    if (id == null) {
      throw new IllegalStateException("the stored plan depends on a step it does not have");
    }
    return id;
  }

  private static Map<StepId, JsonObject> outputs(
      Map<StepId, JsonObject> kept, Map<StepId, StepId> ids) {
    Map<StepId, JsonObject> outputs = new LinkedHashMap<>();
    kept.forEach((step, output) -> outputs.put(newId(ids, step), output));
    return outputs;
  }

  private void store(
      Plan copy,
      PlanOrigin origin,
      PlanRuntime source,
      Map<StepId, JsonObject> outputs,
      List<Change> policies) {
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .addAll(PlanStore.create(copy))
            .add(PlanRuntime.forked(origin, source.approval()).put(copy.planId()))
            .addAll(CarriedResults.write(copy.planId(), outputs))
            .addAll(policies)
            .add(new Change.AppendLog(PlanRecords.planForked(copy, OriginJson.write(origin))))
            .build();
    Commits commits = caller.commits();
    if (!commits.commit(set).isCommitted()) {
      throw Refusals.alreadyThere("plan " + copy.planId());
    }
  }
}
