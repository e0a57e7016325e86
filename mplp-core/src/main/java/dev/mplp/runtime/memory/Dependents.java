package dev.mplp.runtime.memory;

import dev.mplp.spi.Change.NewStep;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which steps depend on which: two arrays for all edges of an execution, and a list for each step
 * once it is revised.
 */
final class Dependents {

  private static final int[] NONE = new int[0];

  private final int[] start;
  private final int[] edges;

  /** Once revised: for each step those that depend on it, ascending. */
  private int @Nullable [][] after;

  /** Once revised: for each step those that it depends on. */
  private int[][] before = {};

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
    if (after != null) {
      for (int to : after[index]) {
        action.accept(to);
      }
      return;
    }
    for (int i = start[index]; i < start[index + 1]; i++) {
      action.accept(edges[i]);
    }
  }

  /**
   * Lets a step depend on these, and on nothing else.
   *
   * @param size how many steps there are then
   */
  void replace(int size, int index, Collection<Integer> dependencies) {
    int[][] lists = after == null ? unfolded() : after;
    if (lists.length < size) {
      lists = grown(lists, size);
      before = grown(before, size);
    }
    after = lists;
    for (int from : before[index]) {
      lists[from] = Arrays.stream(lists[from]).filter(to -> to != index).toArray();
    }
    before[index] = dependencies.stream().distinct().mapToInt(i -> i).toArray();
    for (int from : before[index]) {
      int[] more = Arrays.copyOf(lists[from], lists[from].length + 1);
      more[more.length - 1] = index;
      Arrays.sort(more);
      lists[from] = more;
    }
  }

  private int[][] unfolded() {
    int[][] lists = new int[start.length - 1][];
    int[] counts = new int[lists.length];
    for (int i = 0; i < lists.length; i++) {
      lists[i] = Arrays.copyOfRange(edges, start[i], start[i + 1]);
      for (int to : lists[i]) {
        counts[to]++;
      }
    }
    before = new int[lists.length][];
    Arrays.setAll(before, i -> new int[counts[i]]);
    for (int i = 0; i < lists.length; i++) {
      for (int to : lists[i]) {
        before[to][--counts[to]] = i;
      }
    }
    return lists;
  }

  private static int[][] grown(int[][] lists, int size) {
    int[][] grown = Arrays.copyOf(lists, Math.max(size, lists.length + lists.length / 2));
    Arrays.fill(grown, lists.length, grown.length, NONE);
    return grown;
  }
}
