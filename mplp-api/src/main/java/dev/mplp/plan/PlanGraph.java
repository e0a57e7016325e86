package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.ValidationException;
import dev.mplp.model.StepId;
import dev.mplp.trace.Trace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the dependencies of a plan's steps make of it: checked when it is built, and then open to
 * questions. Immutable and thread-safe. Building it and each question about the whole of it cost
 * time almost in proportion to steps and dependencies, in a chain of any length too.
 *
 * <p>Lists of steps are in the plan's order unless a method says otherwise. The steps are those of
 * the plan that was given, with the statuses that they had.
 */
public final class PlanGraph {

  private final List<PlanStep> steps;
  private final Map<StepId, Integer> indexes;
  private final int[][] dependencies;
  private final int[][] dependents;
  private final int[] order;

  PlanGraph(List<PlanStep> steps, Map<StepId, Integer> indexes, int[][] dependencies, int[] order) {
    this.steps = steps;
    this.indexes = indexes;
    this.dependencies = dependencies;
    this.dependents = reversed(dependencies);
    this.order = order;
  }

  /**
   * The graph of a plan's steps.
   *
   * @throws ValidationException with every dependency on itself, twice or on a step that is not
   *     there, and every step id that is used twice; when there is none of these, with one cycle,
   *     step by step
   */
  public static PlanGraph of(Plan plan) {
    return of(plan.steps());
  }

  /** As {@link #of(Plan)}; pointers in the violations are those into a plan with these steps. */
  public static PlanGraph of(List<PlanStep> steps) {
    return new GraphCheck(List.copyOf(steps)).graph();
  }

  private static int[][] reversed(int[][] edges) {
    int[] counts = new int[edges.length];
    for (int[] list : edges) {
      for (int to : list) {
        counts[to]++;
      }
    }
    int[][] reversed = new int[edges.length][];
    Arrays.setAll(reversed, i -> new int[counts[i]]);
    for (int from = edges.length - 1; from >= 0; from--) {
      for (int to : edges[from]) {
        reversed[to][--counts[to]] = from;
      }
    }
    return reversed;
  }

  /** How many steps there are. */
  public int size() {
    return steps.size();
  }

  /** How many dependencies there are in all. */
  public int edges() {
    int edges = 0;
    for (int[] list : dependencies) {
      edges += list.length;
    }
    return edges;
  }

  /** The steps. */
  public List<PlanStep> steps() {
    return steps;
  }

  /**
   * The place of a step in the plan, from 0.
   *
   * @throws IllegalArgumentException if the plan has no such step
   */
  public int index(StepId stepId) {
    Integer index = indexes.get(requireNonNull(stepId, "stepId"));
    if (index == null) {
      throw new IllegalArgumentException("the plan has no step " + stepId);
    }
    return index;
  }

  /** The places of the steps that the one at this place depends on, in the order it names them. */
  public List<Integer> dependencies(int index) {
    return boxed(dependencies[index]);
  }

  /** The places of the steps that depend on the one at this place, ascending. */
  public List<Integer> dependents(int index) {
    return boxed(dependents[index]);
  }

  private static List<Integer> boxed(int[] indexes) {
    return Arrays.stream(indexes).boxed().toList();
  }

  /** The steps that this one depends on directly. */
  public List<PlanStep> predecessors(StepId stepId) {
    return at(Arrays.stream(dependencies[index(stepId)]).sorted().toArray());
  }

  /** The steps that depend on this one directly. */
  public List<PlanStep> successors(StepId stepId) {
    return at(dependents[index(stepId)]);
  }

  /** All steps that must be completed before this one, without it. */
  public List<PlanStep> allPredecessors(StepId stepId) {
    return reached(index(stepId), dependencies);
  }

  /** All steps that cannot be begun before this one is completed, without it. */
  public List<PlanStep> allSuccessors(StepId stepId) {
    return reached(index(stepId), dependents);
  }

  private List<PlanStep> reached(int start, int[][] edges) {
    BitSet seen = new BitSet(steps.size());
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      for (int next : edges[open.remove()]) {
        if (!seen.get(next)) {
          seen.set(next);
          open.add(next);
        }
      }
    }
    return at(seen.stream().toArray());
  }

  private List<PlanStep> at(int[] indexes) {
    return Arrays.stream(indexes).mapToObj(steps::get).toList();
  }

  /** The steps in an order in which they can be done one by one: the plan's, where it is one. */
  public List<PlanStep> order() {
    return at(order);
  }

  /**
   * The steps by how early they can be begun: in the first layer those that depend on nothing, in
   * each other one those with a dependency in the layer just before. There are as many layers as
   * the longest chain of dependencies has steps.
   */
  public List<List<PlanStep>> layers() {
    int[] depths = new int[steps.size()];
    int deepest = -1;
    for (int step : order) {
      for (int dependency : dependencies[step]) {
        depths[step] = Math.max(depths[step], depths[dependency] + 1);
      }
      deepest = Math.max(deepest, depths[step]);
    }
    List<List<PlanStep>> layers = new ArrayList<>();
    for (int i = 0; i <= deepest; i++) {
      layers.add(new ArrayList<>());
    }
    for (int i = 0; i < depths.length; i++) {
      layers.get(depths[i]).add(steps.get(i));
    }
    return layers.stream().map(List::copyOf).toList();
  }

  /**
   * The chain of dependencies that takes longest: with enough workers, what the whole plan takes.
   *
   * @param durations how long a step takes; not negative
   * @throws IllegalArgumentException when a duration is negative
   */
  public CriticalPath criticalPath(Function<? super PlanStep, Duration> durations) {
    Duration[] ends = new Duration[steps.size()];
    int[] before = new int[steps.size()];
    int last = -1;
    for (int step : order) {
      before[step] = latest(dependencies[step], ends);
      Duration start = before[step] < 0 ? Duration.ZERO : ends[before[step]];
      ends[step] = start.plus(checked(steps.get(step), durations));
      last = last < 0 || ends[step].compareTo(ends[last]) > 0 ? step : last;
    }
    List<PlanStep> path = new ArrayList<>();
    for (int step = last; step >= 0; step = before[step]) {
      path.add(steps.get(step));
    }
    Collections.reverse(path);
    return new CriticalPath(path, last < 0 ? Duration.ZERO : ends[last]);
  }

  private static int latest(int[] candidates, Duration[] ends) {
    int latest = -1;
    for (int candidate : candidates) {
      if (latest < 0 || ends[candidate].compareTo(ends[latest]) > 0) {
        latest = candidate;
      }
    }
    return latest;
  }

  private static Duration checked(PlanStep step, Function<? super PlanStep, Duration> durations) {
    Duration duration = requireNonNull(durations.apply(step), "duration");
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "the duration of step " + step.stepId() + " is negative: " + duration);
    }
    return duration;
  }

  /**
   * The chain of dependencies that took longest in a run: {@link #criticalPath(Function)} with the
   * time from the first start to the end of each step, waits for approvals and delays within it
   * included. A step that the Trace does not tell of, or that has not ended, took none.
   *
   * @param trace of a run of this plan, with its segments
   */
  public CriticalPath criticalPath(Trace trace) {
    Map<StepId, Duration> durations = StepTimes.of(trace);
    return criticalPath(step -> durations.getOrDefault(step.stepId(), Duration.ZERO));
  }

  /** The steps on the longest chain of dependencies; there are others when several are as long. */
  public List<PlanStep> longestChain() {
    return criticalPath(step -> Duration.ofNanos(1)).steps();
  }
}
