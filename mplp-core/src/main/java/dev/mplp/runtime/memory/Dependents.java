package dev.mplp.runtime.memory;

import dev.mplp.spi.Change.NewStep;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntConsumer;

/** Which steps depend on which: two arrays for all edges of an execution. */
final class Dependents {

  private final int[] start;
  private final int[] edges;

  Dependents(List<NewStep> steps) {
    start = new int[steps.size() + 1];
    for (NewStep step : steps) {
      for (int from : distinct(step)) {
        start[from + 1]++;
      }
    }
    for (int i = 1; i < start.length; i++) {
      start[i] += start[i - 1];
    }
    edges = new int[start[steps.size()]];
    int[] next = start.clone();
    for (NewStep step : steps) {
      for (int from : distinct(step)) {
        edges[next[from]++] = step.index();
      }
    }
  }

  /** The dependencies of a step, each once. */
  static Iterable<Integer> distinct(NewStep step) {
    return step.dependencies().size() < 2
        ? step.dependencies()
        : new HashSet<>(step.dependencies());
  }

  /** Steps that depend on {@code index} directly, ascending. */
  void forEach(int index, IntConsumer action) {
    for (int i = start[index]; i < start[index + 1]; i++) {
      action.accept(edges[i]);
    }
  }
}
