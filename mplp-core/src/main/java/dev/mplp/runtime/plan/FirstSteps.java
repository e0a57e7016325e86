package dev.mplp.runtime.plan;

import dev.mplp.model.StepId;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.spi.Change;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The work that a plan is, when its execution begins. */
final class FirstSteps {

  private final CarriedResults carried;

  FirstSteps(Storage storage) {
    this.carried = new CarriedResults(storage);
  }

  /**
   * Completed and skipped steps of an adopted or forked plan stay so, with what they came to;
   * dependents of the skipped are skipped too.
   */
  List<Change.NewStep> steps(ExecutionRecord record, PlanGraph graph) {
    boolean[] skipped = skipped(graph);
    Map<StepId, byte[]> results = results(record, graph);
    List<Change.NewStep> steps = new ArrayList<>(graph.size());
    for (int i = 0; i < graph.size(); i++) {
      PlanStep step = graph.steps().get(i);
      String role = step.agentRole() == null ? "" : step.agentRole();
      List<Integer> dependencies = graph.dependencies(i);
      boolean gated = record.options().gates().forStep(step.stepId(), role).isPresent();
      StepPayload payload =
          new StepPayload(
              record.planId(), step.description(), step.agentRole(), i, dependencies, gated);
      steps.add(step(step, role, payload, skipped[i], results.get(step.stepId())));
    }
    return steps;
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private static Change.NewStep step(
      PlanStep step,
      String role,
      StepPayload payload,
      boolean isSkipped,
      byte @Nullable [] result) {
    boolean completed = step.status() == StepStatus.COMPLETED;
    StepState open = isSkipped ? StepState.SKIPPED : StepState.WAITING;
    return new Change.NewStep(
        payload.index(),
        step.stepId().uuid(),
        role,
        payload.dependencies(),
        completed ? StepState.COMPLETED : open,
        payload.bytes(),
        completed ? result : null);
  }

  private Map<StepId, byte[]> results(ExecutionRecord record, PlanGraph graph) {
    boolean any = graph.steps().stream().anyMatch(step -> step.status() == StepStatus.COMPLETED);
    return any ? carried.read(record.principal().tenant().name(), record.planId()) : Map.of();
  }

  /** Which steps are skipped from the beginning. */
  static boolean[] skipped(PlanGraph graph) {
    boolean[] skipped = new boolean[graph.size()];
    Deque<Integer> reached = new ArrayDeque<>();
    for (int i = 0; i < skipped.length; i++) {
      if (graph.steps().get(i).status() == StepStatus.SKIPPED) {
        skipped[i] = true;
        reached.add(i);
      }
    }
    while (!reached.isEmpty()) {
      for (int dependent : graph.dependents(reached.remove())) {
        boolean done = graph.steps().get(dependent).status() == StepStatus.COMPLETED;
        if (!skipped[dependent] && !done) {
          skipped[dependent] = true;
          reached.add(dependent);
        }
      }
    }
    return skipped;
  }
}
