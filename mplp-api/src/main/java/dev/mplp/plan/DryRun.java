package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What executing a plan would do; see {@link Plans#dryRun}.
 *
 * @param planId the plan
 * @param layers the steps that would be done: first those that can be begun at once, then layer by
 *     layer those that wait for one of the layer before; within a layer in the plan's order
 * @param kept steps that are completed already and stay so
 * @param skipped steps that are skipped already, or because they depend on such
 * @param longestChain the longest chain of steps that would be done one after another
 * @param planGate the approval that would be asked for before anything is begun; null for none
 * @param stepGates the approvals that would be asked for before single steps
 * @param missingHandlers roles that this process has no handler for, the empty text for steps
 *     without a role; their steps would wait for another process, or be an obstacle
 * @param obstacles why the execution would be refused now; empty when it would be started
 */
public record DryRun(
    PlanId planId,
    List<List<PlanStep>> layers,
    List<PlanStep> kept,
    List<PlanStep> skipped,
    List<PlanStep> longestChain,
    @Nullable ApprovalRequest planGate,
    Map<StepId, ApprovalRequest> stepGates,
    Set<String> missingHandlers,
    List<Obstacle> obstacles) {

  /** Copies the collections. */
  public DryRun {
    requireNonNull(planId, "planId");
    layers = layers.stream().map(List::copyOf).toList();
    kept = List.copyOf(kept);
    skipped = List.copyOf(skipped);
    longestChain = List.copyOf(longestChain);
    stepGates = Map.copyOf(stepGates);
    missingHandlers = Set.copyOf(missingHandlers);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * True when {@link Plans#execute} with the same options would start, other things being equal.
   */
  public boolean canStart() {
    return obstacles.isEmpty();
  }

  /** How many steps would be done. */
  public int size() {
    return layers.stream().mapToInt(List::size).sum();
  }

  /**
   * Why an execution would be refused.
   *
   * @param code of the error that {@link Plans#execute} would throw, such as {@code EXECUTION_OPEN}
   * @param message of that error
   */
  public record Obstacle(String code, String message) {}
}
