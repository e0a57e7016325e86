package dev.mplp.runtime.memory;

import dev.mplp.spi.Change.NewStep;
import java.util.List;
import java.util.function.IntConsumer;

/** Which steps depend on which: two arrays for all edges of an execution. */
final class Dependents {

  private final int[] start;
  private final int[] edges;

  Dependents(List<NewStep> steps) {
    start = new int[steps.size() + 1];
    for (NewStep step : steps) {
      for (int from : step.dependencies()) {
        start[from + 1]++;
      }
    }
    for (int i = 1; i < start.length; i++) {
      start[i] += start[i - 1];
    }
    edges = new int[start[steps.size()]];
    int[] next = start.clone();
    for (NewStep step : steps) {
      for (int from : step.dependencies()) {
        edges[next[from]++] = step.index();
      }
    }
  }

  /** Steps that depend on {@code index} directly, ascending, as often as they say so. */
  void forEach(int index, IntConsumer action) {
    for (int i = start[index]; i < start[index + 1]; i++) {
      action.accept(edges[i]);
    }
  }
}
