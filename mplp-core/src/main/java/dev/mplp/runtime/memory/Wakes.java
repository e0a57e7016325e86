package dev.mplp.runtime.memory;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Steps that go on by themselves, in the order of their time. */
final class Wakes {

  private final TreeSet<Step> steps =
      new TreeSet<>(
          Comparator.<Step>comparingLong(step -> step.wakeAt)
              .thenComparingLong(step -> step.execution.order)
              .thenComparingInt(step -> step.index));

  void set(Step step, long wakeAt) {
    step.wakeAt = wakeAt;
    steps.add(step);
  }

  void cancel(Step step) {
    if (step.wakeAt != Micros.NONE) {
      steps.remove(step);
      step.wakeAt = Micros.NONE;
    }
  }

  /** Takes out a step whose time has come; null when there is none. */
  @Nullable Step poll(long now) {
    if (steps.isEmpty() || steps.first().wakeAt > now) {
      return null;
    }
    Step step = steps.first();
    cancel(step);
    return step;
  }
}
