package dev.mplp.plan;

import dev.mplp.model.StepId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What makes one set of steps another one. Steps are the same when their identifiers are; where
 * they stand does not matter.
 *
 * @param added steps that were not there
 * @param removed steps that are there no more, as they were
 * @param changed steps with another description, role, order index or other dependencies
 */
public record PlanDiff(List<PlanStep> added, List<PlanStep> removed, List<Change> changed) {

  /** Copies the lists. */
  public PlanDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /**
   * A step that is another one.
   *
   * @param before as it was
   * @param after as it is
   */
  public record Change(PlanStep before, PlanStep after) {

    /** Whether it is done in another way, not only shown at another place. */
    public boolean affectsWork() {
      return !before.description().equals(after.description())
          || !Objects.equals(before.agentRole(), after.agentRole())
          || !new HashSet<>(before.dependsOn()).equals(new HashSet<>(after.dependsOn()));
    }
  }

  /** What makes the steps of one plan those of the other. */
  public static PlanDiff between(Plan before, Plan after) {
    Map<StepId, PlanStep> former = new LinkedHashMap<>();
    before.steps().forEach(step -> former.put(step.stepId(), step));
    Set<StepId> kept = new HashSet<>();
    List<PlanStep> added = new ArrayList<>();
    List<Change> changed = new ArrayList<>();
    for (PlanStep step : after.steps()) {
      PlanStep was = former.get(step.stepId());
      if (was == null) {
        added.add(step);
      } else {
        kept.add(step.stepId());
        Change change = new Change(was, step);
        if (change.affectsWork() || !Objects.equals(was.orderIndex(), step.orderIndex())) {
          changed.add(change);
        }
      }
    }
    List<PlanStep> removed =
        before.steps().stream().filter(step -> !kept.contains(step.stepId())).toList();
    return new PlanDiff(added, removed, changed);
  }

  /** True when the steps are the same. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }
}
