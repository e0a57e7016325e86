package dev.mplp.runtime.plan;

import dev.mplp.ValidationException;
import dev.mplp.agent.Growth;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.confirm.LateGate;
import dev.mplp.runtime.confirm.LateGates;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Item;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final GateChoice choice;

  /** Grows plans of this storage; the choice says what has to be approved of what is added. */
  public GrowPlan(Storage storage, GateChoice choice) {
    this.storage = storage;
    this.choice = choice;
    this.plans = new PlanStore(storage);
  }

  /**
   * The changes, to be committed with the settlement of the step.
   *
   * @param stepId the step that completes
   * @param attempt the attempt at it
   * @param known what is known of the plan's steps; is brought up to date
   * @param begun the gates with which the execution was begun
   * @param principal in whose name
   * @throws ValidationException when the steps cannot be added
   */
  public List<Change> changes(
      Principal principal,
      RunRef run,
      StepId stepId,
      int attempt,
      Growth growth,
      KnownSteps known,
      Gates begun) {
    String tenant = principal.tenant().name();
    PlanId planId = run.planId();
    PlanStore.Head head = plans.head(tenant, planId);
    if (growth.joins().isEmpty()) {
      known.catchUp(plans, tenant, planId, head);
    } else {
      known.readAgain(plans, tenant, planId, head);
    }
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, planId);
    GrowthCheck.check(growth, stepId, known, begun.plan() != null, runtime.lock() != null);
    Map<StepId, LateGate> gates =
        gates(
            choice.late(principal, begun, planId, () -> grown(head, known, growth)), known, growth);
    List<Change> changes = new ArrayList<>();
    Instant now = Times.micros(storage.now());
    changes.addAll(
        OvertakenRevisions.changes(
            storage, tenant, planId, runtime, null, "a step let the plan grow", now));
    PlanStore.Head moved = head.moved(head.status(), now, principal.subject());
    changes.add(moved.put(planId));
    List<byte[]> bodies = new ArrayList<>();
    growth.steps().forEach(step -> bodies.add(Wire.bytes(Shapes.PLAN_STEP, step)));
    changes.add(PlanStore.append(planId, head, known.size(), bodies));
    List<Change.NewStep> put = steps(planId, known, growth, gates);
    growth
        .joins()
        .forEach(
            (id, more) -> {
              PlanStep joined = joined(changes, planId, known, id, more);
              put.add(put(planId, joined, index(id, known, growth), known, growth, gates));
            });
    changes.add(new Change.ReviseExecution(run.executionId(), known.size(), put, List.of()));
    changes.add(
        new Change.AppendLog(StepRecords.planGrown(run, stepId, attempt, growth, moved.json())));
    return changes;
  }

  /** Those of the added steps, and of those that are put anew because they wait for more. */
  private static Map<StepId, LateGate> gates(LateGates late, KnownSteps known, Growth growth) {
    if (late.isPlanChosen()) {
      throw GrowthCheck.toBeApproved();
    }
    List<PlanStep> joined = new ArrayList<>();
    growth.joins().keySet().forEach(id -> joined.add(known.step(index(id, known, growth))));
    return late.before(joined, growth.steps());
  }

  /** The plan with what is added, for a host that chooses by it. */
  private static Plan grown(PlanStore.Head head, KnownSteps known, Growth growth) {
    List<JsonValue> steps = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      StepId id = known.step(i).stepId();
      Integer present = known.indexOf(id);
      if (present != null && present == i) {
        JsonObject step = Wire.object(known.item(i).body());
        List<StepId> more = growth.joins().get(id);
        steps.add(
            more == null ? step : step.with("dependencies", dependencies(known.step(i), more)));
      }
    }
    growth.steps().forEach(step -> steps.add(Wire.object(Wire.bytes(Shapes.PLAN_STEP, step))));
    return Wire.read(Plan.class, Wire.bytes(head.json().with("steps", new JsonArray(steps))));
  }

  private static List<String> dependencies(PlanStep step, List<StepId> more) {
    return GrowthCheck.joined(step, more).dependsOn().stream().map(StepId::value).toList();
  }

  private static List<Change.NewStep> steps(
      PlanId planId, KnownSteps known, Growth growth, Map<StepId, LateGate> gates) {
    List<Change.NewStep> steps = new ArrayList<>();
    for (PlanStep step : growth.steps()) {
      steps.add(put(planId, step, known.size() + steps.size(), known, growth, gates));
    }
    return steps;
  }

  private static Change.NewStep put(
      PlanId planId,
      PlanStep step,
      int index,
      KnownSteps known,
      Growth growth,
      Map<StepId, LateGate> gates) {
    List<Integer> dependencies =
        step.dependsOn().stream().map(id -> index(id, known, growth)).toList();
    LateGate gate = gates.get(step.stepId());
    StepPayload payload =
        new StepPayload(
            planId,
            step.description(),
            step.agentRole(),
            index,
            dependencies,
            gate != null,
            gate == null ? null : gate.toJson());
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

  /** Adds the change of the step's item, and gives what the step becomes. */
  private static PlanStep joined(
      List<Change> changes, PlanId planId, KnownSteps known, StepId id, List<StepId> more) {
    int index = Objects.requireNonNull(known.indexOf(id));
    PlanStep step = known.step(index);
    Item item = known.item(index);
    JsonObject json = Wire.object(item.body()).with("dependencies", dependencies(step, more));
    changes.add(
        new Change.PutItem(
            Kinds.PLAN, planId.value(), item.sequence(), item.version(), Wire.bytes(json)));
    return GrowthCheck.joined(step, more);
  }
}
