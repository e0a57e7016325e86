package dev.mplp.runtime.plan;

import dev.mplp.ValidationException;
import dev.mplp.agent.Growth;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Item;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Adds steps to a plan while it is executed: to the plan, to its work and to the log, in the commit
 * that completes the step whose handler asked for it.
 *
 * <p>The plan's head is written too: of two that grow a plan at once one conflicts, looks again and
 * comes after the other.
 */
public final class GrowPlan {

  private final Storage storage;
  private final PlanStore plans;

  /** Grows plans of this storage. */
  public GrowPlan(Storage storage) {
    this.storage = storage;
    this.plans = new PlanStore(storage);
  }

  /**
   * The changes, to be committed with the settlement of the step.
   *
   * @param planId the plan
   * @param stepId the step that completes
   * @param attempt the attempt at it
   * @param known what is known of the plan's steps; is brought up to date
   * @param gated whether something of the execution had to be approved
   * @param by in whose name
   * @throws ValidationException when the steps cannot be added
   */
  public List<Change> changes(
      String tenant,
      RunRef run,
      PlanId planId,
      StepId stepId,
      int attempt,
      Growth growth,
      KnownSteps known,
      boolean gated,
      String by) {
    PlanStore.Head head = plans.head(tenant, planId);
    if (growth.joins().isEmpty()) {
      known.catchUp(plans, tenant, planId, head);
    } else {
      known.readAgain(plans, tenant, planId, head);
    }
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, planId);
    GrowthCheck.check(growth, stepId, known, gated, runtime.lock() != null);
    List<Change> changes = new ArrayList<>();
    changes.add(runtime.unchanged(planId));
    PlanStore.Head moved = head.moved(head.status(), Times.micros(storage.now()), by);
    changes.add(moved.put(planId));
    List<byte[]> bodies = new ArrayList<>();
    growth.steps().forEach(step -> bodies.add(Wire.bytes(Shapes.PLAN_STEP, step)));
    changes.add(PlanStore.append(planId, head, known.size(), bodies));
    List<Change.NewStep> put = steps(planId, known, growth);
    growth.joins().forEach((id, more) -> put.add(join(changes, planId, known, growth, id, more)));
    changes.add(new Change.ReviseExecution(run.executionId(), known.size(), put, List.of()));
    changes.add(
        new Change.AppendLog(Records.planGrown(run, stepId, attempt, growth, moved.json())));
    return changes;
  }

  private static List<Change.NewStep> steps(PlanId planId, KnownSteps known, Growth growth) {
    List<Change.NewStep> steps = new ArrayList<>();
    for (PlanStep step : growth.steps()) {
      steps.add(put(planId, step, known.size() + steps.size(), known, growth));
    }
    return steps;
  }

  private static Change.NewStep put(
      PlanId planId, PlanStep step, int index, KnownSteps known, Growth growth) {
    List<Integer> dependencies =
        step.dependsOn().stream().map(id -> index(id, known, growth)).toList();
    StepPayload payload =
        new StepPayload(planId, step.description(), step.agentRole(), index, dependencies, false);
    String role = step.agentRole() == null ? "" : step.agentRole();
    return new Change.NewStep(
        index, step.stepId().uuid(), role, dependencies, StepState.WAITING, payload.bytes());
  }

  private static int index(StepId id, KnownSteps known, Growth growth) {
    Integer there = known.indexOf(id);
    if (there != null) {
      return there;
    }
    List<StepId> added = growth.steps().stream().map(PlanStep::stepId).toList();
    return known.size() + added.indexOf(id);
  }

  /** Adds the change of the step's item, and gives what its work becomes. */
  private static Change.NewStep join(
      List<Change> changes,
      PlanId planId,
      KnownSteps known,
      Growth growth,
      StepId id,
      List<StepId> more) {
    int index = Objects.requireNonNull(known.indexOf(id));
    PlanStep step = GrowthCheck.joined(known.step(index), more);
    Item item = known.item(index);
    JsonObject json =
        Wire.object(item.body())
            .with("dependencies", step.dependsOn().stream().map(StepId::value).toList());
    changes.add(
        new Change.PutItem(
            Kinds.PLAN, planId.value(), item.sequence(), item.version(), Wire.bytes(json)));
    return put(planId, step, index, known, growth);
  }
}
