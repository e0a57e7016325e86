package dev.mplp.tck;

import dev.mplp.spi.Change;
import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;

/** Shapes of plans. */
final class StepPlans {

  static final String ROLE = "analyst";
  static final String CONTEXT = "context-1";

  private StepPlans() {}

  static Change.StartExecution start(
      UUID execution, int parallelism, Phase phase, List<NewStep> steps) {
    return new Change.StartExecution(
        execution, CONTEXT, UUID.randomUUID(), parallelism, phase, steps);
  }

  static NewStep step(int index, String role, List<Integer> dependencies, StepState state) {
    return new NewStep(
        index,
        new UUID(0x4000L, index),
        role,
        dependencies,
        state,
        StorageKit.bytes("payload " + index));
  }

  private static List<NewStep> waiting(int count, IntFunction<List<Integer>> dependencies) {
    return waiting(count, ROLE, dependencies);
  }

  private static List<NewStep> waiting(
      int count, String role, IntFunction<List<Integer>> dependencies) {
    List<NewStep> steps = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      steps.add(step(i, role, dependencies.apply(i), StepState.WAITING));
    }
    return steps;
  }

  static List<NewStep> independent(int count) {
    return waiting(count, i -> List.of());
  }

  static List<NewStep> ofRole(int count, String role) {
    return waiting(count, role, i -> List.of());
  }

  /** Each step depends on the one before. */
  static List<NewStep> chain(int count) {
    return chain(count, ROLE);
  }

  static List<NewStep> chain(int count, String role) {
    return waiting(count, role, i -> i == 0 ? List.of() : List.of(i - 1));
  }

  /** The first step, then all others but the last, then the last. */
  static List<NewStep> fanOutAndJoin(int width) {
    List<Integer> middle = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      middle.add(i);
    }
    return waiting(width + 2, i -> i == 0 ? List.of() : i <= width ? List.of(0) : middle);
  }

  /** A random graph; each step depends on up to four of the steps before it. */
  static List<NewStep> random(Random random, int count) {
    return waiting(
        count,
        i -> {
          TreeSet<Integer> dependencies = new TreeSet<>();
          for (int n = random.nextInt(5); n > 0 && i > 0; n--) {
            dependencies.add(random.nextInt(i));
          }
          return List.copyOf(dependencies);
        });
  }
}
