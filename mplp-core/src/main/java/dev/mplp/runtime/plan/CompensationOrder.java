package dev.mplp.runtime.plan;

import dev.mplp.runtime.event.StepPayload;
import dev.mplp.spi.StepRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * The order in which completed steps are undone: the one that completed last goes first, and none
 * before all that depended on it, even if the storage's clock went back meanwhile. Not thread-safe.
 */
final class CompensationOrder {

  private static final Comparator<Done> LATEST_FIRST =
      Comparator.comparing(Done::finishedAt).thenComparing(Done::index).reversed();

  private final Map<Integer, Done> completed = new HashMap<>();

  /**
   * A completed step.
   *
   * @param undo the step itself if it is to be undone, else nothing: it only has its place
   */
  private record Done(
      int index, Instant finishedAt, List<Integer> dependencies, List<StepRun> undo) {}

  /**
   * Adds a completed step.
   *
   * @param undo whether it is to be undone; others only keep the order of what they depended on
   */
  void add(StepRun step, boolean undo) {
    Instant finished = step.finishedAt() == null ? Instant.EPOCH : step.finishedAt();
    completed.put(
        step.index(),
        new Done(
            step.index(),
            finished,
            StepPayload.parse(step.payload()).dependencies(),
            undo ? List.of(withoutResult(step)) : List.of()));
  }

  /** What handlers returned may be large, and there may be many of them. */
  private static StepRun withoutResult(StepRun step) {
    return new StepRun(
        step.index(),
        step.stepId(),
        step.role(),
        step.state(),
        step.runId(),
        step.attempt(),
        step.failures(),
        step.lost(),
        step.skipReason(),
        step.startedAt(),
        step.finishedAt(),
        step.wakeAt(),
        null,
        step.payload());
  }

  /** The steps to undo, in this order. */
  List<StepRun> steps() {
    Map<Integer, Integer> dependents = new HashMap<>();
    for (Done done : completed.values()) {
      done.dependencies().forEach(on -> dependents.merge(on, 1, Integer::sum));
    }
    PriorityQueue<Done> free = new PriorityQueue<>(LATEST_FIRST);
    for (Done done : completed.values()) {
      if (!dependents.containsKey(done.index())) {
        free.add(done);
      }
    }
    List<StepRun> order = new ArrayList<>();
    while (!free.isEmpty()) {
      Done next = free.remove();
      order.addAll(next.undo());
      for (int on : next.dependencies()) {
        if (dependents.merge(on, -1, Integer::sum) == 0 && completed.containsKey(on)) {
          free.add(Objects.requireNonNull(completed.get(on)));
        }
      }
    }
    return order;
  }
}
