package dev.mplp.runtime.plan;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.model.StepId;
import dev.mplp.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The dependencies of a plan's steps by index, checked: every step id once, every dependency there,
 * none on itself or named twice, no cycle.
 */
public final class PlanGraph {

  private final List<PlanStep> steps;
  private final int[][] dependencies;

  private PlanGraph(List<PlanStep> steps, int[][] dependencies) {
    this.steps = steps;
    this.dependencies = dependencies;
  }

  /**
   * The graph of these steps.
   *
   * @throws ValidationException with every fault, or else one cycle
   */
  public static PlanGraph of(List<PlanStep> steps) {
    List<Violation> violations = new ArrayList<>();
    Map<StepId, Integer> byId = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Integer other = byId.putIfAbsent(steps.get(i).stepId(), i);
      if (other != null) {
        violations.add(
            fault(
                "/steps/" + i + "/step_id",
                "unique-step",
                "the step id " + steps.get(i).stepId() + " is that of /steps/" + other + " too"));
      }
    }
    int[][] dependencies = new int[steps.size()][];
    for (int i = 0; i < dependencies.length; i++) {
      dependencies[i] = resolve(steps.get(i), i, byId, violations);
    }
    PlanGraph graph = new PlanGraph(steps, dependencies);
    if (violations.isEmpty()) {
      graph.findCycle(violations);
    }
    if (!violations.isEmpty()) {
      throw new ValidationException("plan", violations);
    }
    return graph;
  }

  private static int[] resolve(
      PlanStep step, int index, Map<StepId, Integer> byId, List<Violation> violations) {
    List<StepId> names = step.dependsOn();
    int[] resolved = new int[names.size()];
    Set<StepId> seen = new HashSet<>();
    for (int i = 0; i < resolved.length; i++) {
      StepId name = names.get(i);
      Integer found = byId.get(name);
      String pointer = "/steps/" + index + "/dependencies/" + i;
      if (found == null) {
        violations.add(fault(pointer, "known-step", "the plan has no step " + name));
      } else if (found == index) {
        violations.add(fault(pointer, "no-self", "a step cannot depend on itself"));
      } else if (!seen.add(name)) {
        violations.add(fault(pointer, "named-once", name + " is named twice; once is enough"));
      }
      resolved[i] = found == null ? -1 : found;
    }
    return resolved;
  }

  private static Violation fault(String pointer, String rule, String message) {
    return new Violation(pointer, Violation.Layer.GRAPH, rule, message);
  }

  /** Depth first without recursion: a plan may be one chain of 20,000 steps. */
  private void findCycle(List<Violation> violations) {
    byte[] colour = new byte[steps.size()];
    int[] path = new int[steps.size()];
    int[] next = new int[steps.size()];
    for (int start = 0; start < colour.length; start++) {
      int depth = 0;
      if (colour[start] == 0) {
        path[depth++] = start;
        colour[start] = 1;
      }
      while (depth > 0) {
        int step = path[depth - 1];
        if (next[step] == dependencies[step].length) {
          colour[step] = 2;
          depth--;
          continue;
        }
        int dependency = dependencies[step][next[step]++];
        if (colour[dependency] == 1) {
          violations.add(cycle(path, depth, dependency));
          return;
        }
        if (colour[dependency] == 0) {
          colour[dependency] = 1;
          path[depth++] = dependency;
        }
      }
    }
  }

  private Violation cycle(int[] path, int depth, int closing) {
    List<Integer> members = new ArrayList<>();
    for (int i = depth - 1; i >= 0; i--) {
      members.add(path[i]);
      if (path[i] == closing) {
        break;
      }
    }
    members.add(0, closing);
    String shown =
        (members.size() > 21 ? members.subList(0, 20) : members)
            .stream()
                .map(i -> '"' + steps.get(i).description() + "\" (/steps/" + i + ")")
                .collect(Collectors.joining(" before "));
    return fault(
        "/steps/" + closing + "/dependencies",
        "no-cycle",
        "these steps wait for each other: "
            + shown
            + (members.size() > 21 ? " before " + (members.size() - 20) + " more" : "")
            + "; take one of the dependencies away");
  }

  /** How many steps there are. */
  public int size() {
    return steps.size();
  }

  /** The steps, in the plan's order. */
  public List<PlanStep> steps() {
    return steps;
  }

  /** The indexes of the steps that must be completed before. */
  public List<Integer> dependencies(int index) {
    List<Integer> list = new ArrayList<>(dependencies[index].length);
    for (int dependency : dependencies[index]) {
      list.add(dependency);
    }
    return list;
  }

  /** For each step the indexes of those that wait for it. */
  List<List<Integer>> dependents() {
    List<List<Integer>> dependents = new ArrayList<>(dependencies.length);
    for (int i = 0; i < dependencies.length; i++) {
      dependents.add(new ArrayList<>());
    }
    for (int i = 0; i < dependencies.length; i++) {
      for (int dependency : dependencies[i]) {
        dependents.get(dependency).add(i);
      }
    }
    return dependents;
  }

  /** How many dependencies there are in all. */
  public int edges() {
    int edges = 0;
    for (int[] list : dependencies) {
      edges += list.length;
    }
    return edges;
  }
}
