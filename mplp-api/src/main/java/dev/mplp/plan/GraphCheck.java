package dev.mplp.plan;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.model.StepId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a graph of steps, or tells what keeps it from being one: every step id once, every
 * dependency there, none on itself or named twice, no cycle.
 */
final class GraphCheck {

  private static final int SHOWN = 20;

  private final List<PlanStep> steps;
  private final Map<StepId, Integer> indexes = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final int[][] dependencies;

  GraphCheck(List<PlanStep> steps) {
    this.steps = steps;
    this.dependencies = new int[steps.size()][];
  }

  PlanGraph graph() {
    for (int i = 0; i < dependencies.length; i++) {
      name(i);
    }
    for (int i = 0; i < dependencies.length; i++) {
      dependencies[i] = resolve(i);
    }
    int[] order = violations.isEmpty() ? order() : new int[0];
    if (violations.isEmpty() && order.length < dependencies.length) {
      violations.add(cycle(order));
    }
    if (!violations.isEmpty()) {
      throw new ValidationException("plan", violations);
    }
    return new PlanGraph(steps, indexes, dependencies, order);
  }

  private void name(int index) {
    StepId id = steps.get(index).stepId();
    Integer other = indexes.putIfAbsent(id, index);
    if (other != null) {
      fault(
          "/steps/" + index + "/step_id",
          "unique-step",
          "the step id " + id + " is that of /steps/" + other + " too");
    }
  }

  private int[] resolve(int index) {
    List<StepId> names = steps.get(index).dependsOn();
    int[] resolved = new int[names.size()];
    Set<StepId> seen = new HashSet<>();
    for (int i = 0; i < resolved.length; i++) {
      StepId name = names.get(i);
      Integer found = indexes.get(name);
      String pointer = "/steps/" + index + "/dependencies/" + i;
      if (found == null) {
        fault(pointer, "known-step", "the plan has no step " + name);
      } else if (found == index) {
        fault(pointer, "no-self", "a step cannot depend on itself");
      } else if (!seen.add(name)) {
        fault(pointer, "named-once", name + " is named twice; once is enough");
      }
      resolved[i] = found == null ? -1 : found;
    }
    return resolved;
  }

  private void fault(String pointer, String rule, String message) {
    violations.add(new Violation(pointer, Violation.Layer.GRAPH, rule, message));
  }

  /**
   * What can be done one by one, the lowest index first; shorter than the plan if it has a cycle.
   */
  private int[] order() {
    int[] missing = new int[dependencies.length];
    List<List<Integer>> dependents = new ArrayList<>(dependencies.length);
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < dependencies.length; i++) {
      dependents.add(new ArrayList<>());
    }
    for (int i = 0; i < dependencies.length; i++) {
      missing[i] = dependencies[i].length;
      for (int dependency : dependencies[i]) {
        dependents.get(dependency).add(i);
      }
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    int[] order = new int[dependencies.length];
    int count = 0;
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order[count++] = next;
      for (int dependent : dependents.get(next)) {
        if (--missing[dependent] == 0) {
          ready.add(dependent);
        }
      }
    }
    return Arrays.copyOf(order, count);
  }

  /**
   * One cycle: each step that cannot be ordered waits for another such step, so that going from
   * dependency to dependency comes back to a step that was passed.
   */
  private Violation cycle(int[] ordered) {
    boolean[] free = new boolean[dependencies.length];
    for (int step : ordered) {
      free[step] = true;
    }
    int step = 0;
    while (free[step]) {
      step++;
    }
    int[] place = new int[dependencies.length];
    List<Integer> path = new ArrayList<>();
    while (place[step] == 0) {
      path.add(step);
      place[step] = path.size();
      step = Arrays.stream(dependencies[step]).filter(i -> !free[i]).findFirst().orElseThrow();
    }
    List<Integer> members = new ArrayList<>(path.subList(place[step] - 1, path.size()));
    members.add(step);
    return described(members);
  }

  private Violation described(List<Integer> members) {
    boolean all = members.size() <= SHOWN + 1;
    String shown =
        (all ? members : members.subList(0, SHOWN))
            .stream()
                .map(i -> '"' + steps.get(i).description() + "\" (/steps/" + i + ')')
                .collect(Collectors.joining(" after "));
    return new Violation(
        "/steps/" + members.get(0) + "/dependencies",
        Violation.Layer.GRAPH,
        "no-cycle",
        "these steps wait for each other: "
            + shown
            + (all ? "" : " after " + (members.size() - SHOWN) + " more")
            + "; take one of the dependencies away");
  }
}
