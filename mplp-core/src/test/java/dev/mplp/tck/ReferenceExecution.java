package dev.mplp.tck;

import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the javadoc says about the work of an execution, done in the plainest way: after each change
 * everything is looked at again. The end is not part of it.
 */
final class ReferenceExecution {

  final UUID id;
  final int parallelism;
  final List<Step> steps = new ArrayList<>();
  Phase phase = Phase.OPEN;
  private SkipReason stopReason = SkipReason.UPSTREAM;

  /** A step as it should be. */
  static final class Step {
    final NewStep plan;
    StepState state;
    int attempt;
    int failures;
    int lost;
    @Nullable SkipReason skipReason;
    @Nullable Instant wakeAt;

    Step(NewStep plan) {
      this.plan = plan;
      state = plan.state();
    }
  }

  ReferenceExecution(UUID id, int parallelism, List<NewStep> plan) {
    this.id = id;
    this.parallelism = parallelism;
    plan.forEach(step -> steps.add(new Step(step)));
    goOn();
  }

  boolean isSettled() {
    return steps.stream().allMatch(step -> step.state.isSettled());
  }

  void claimed(int index) {
    Step step = steps.get(index);
    if (step.state != StepState.CLAIMABLE) {
      throw new AssertionError("claimed, but " + step.state + ": " + index + " of " + id);
    }
    step.state = StepState.RUNNING;
    step.attempt++;
  }

  /** Whether the settlement is to be accepted; if so, does it. */
  boolean settle(int index, int attempt, Settlement settlement, Instant now) {
    Step step = steps.get(index);
    boolean goesOn =
        settlement instanceof Settlement.Retry || settlement instanceof Settlement.Park;
    if (step.state != StepState.RUNNING
        || step.attempt != attempt
        || (goesOn && phase == Phase.STOPPING)) {
      return false;
    }
    if (settlement instanceof Settlement.Completed) {
      step.state = StepState.COMPLETED;
    } else if (settlement instanceof Settlement.Failed failed) {
      step.state = StepState.FAILED;
      if (failed.then() == Settlement.OnFailure.SKIP_DEPENDENTS) {
        skipDependents(index);
      } else if (phase != Phase.STOPPING) {
        control(Phase.STOPPING, SkipReason.UPSTREAM);
      }
    } else if (settlement instanceof Settlement.Retry retry) {
      step.state = StepState.DELAYED;
      step.failures++;
      step.wakeAt = now.plus(retry.delay());
    } else if (settlement instanceof Settlement.Park park) {
      step.state = StepState.PARKED;
      step.wakeAt = park.wakeAfter() == null ? null : now.plus(park.wakeAfter());
    } else {
      handBack(step);
    }
    goOn();
    return true;
  }

  private void handBack(Step step) {
    if (phase == Phase.STOPPING) {
      skip(step, stopReason);
    } else {
      step.state = StepState.HELD;
    }
  }

  private void skipDependents(int failed) {
    for (Step step : steps) {
      if (step.plan.dependencies().contains(failed) && !step.state.isSettled()) {
        skip(step, SkipReason.UPSTREAM);
        skipDependents(step.plan.index());
      }
    }
  }

  private static void skip(Step step, SkipReason reason) {
    step.state = StepState.SKIPPED;
    step.skipReason = reason;
    step.wakeAt = null;
  }

  void loseAll() {
    for (Step step : steps) {
      if (step.state == StepState.RUNNING) {
        step.lost++;
        handBack(step);
      }
    }
    goOn();
  }

  void continueStep(int index) {
    Step step = steps.get(index);
    if (step.state == StepState.PARKED) {
      step.state = StepState.HELD;
      step.wakeAt = null;
      goOn();
    }
  }

  void wake(Instant now) {
    for (Step step : steps) {
      if (step.wakeAt != null && !step.wakeAt.isAfter(now)) {
        step.wakeAt = null;
        step.state = StepState.HELD;
      }
    }
    goOn();
  }

  void control(Phase to, SkipReason reason) {
    phase = to;
    for (Step step : steps) {
      if (to == Phase.HELD && step.state == StepState.CLAIMABLE) {
        step.state = StepState.HELD;
      } else if (!step.state.isSettled()
          && (to == Phase.CLOSED || (to == Phase.STOPPING && step.state != StepState.RUNNING))) {
        skip(step, reason);
      }
    }
    if (to == Phase.STOPPING) {
      stopReason = reason;
    }
    goOn();
  }

  void reopen() {
    phase = Phase.OPEN;
    for (Step step : steps) {
      if (step.state == StepState.FAILED || step.skipReason == SkipReason.UPSTREAM) {
        step.state = StepState.WAITING;
        step.skipReason = null;
        step.failures = 0;
        step.lost = 0;
      }
    }
    goOn();
  }

  private void goOn() {
    if (phase == Phase.STOPPING || phase == Phase.CLOSED) {
      return;
    }
    for (Step step : steps) {
      if (step.state == StepState.WAITING
          && step.plan.dependencies().stream()
              .allMatch(from -> steps.get(from).state == StepState.COMPLETED)) {
        step.state = StepState.HELD;
      }
    }
    long slots =
        steps.stream()
            .filter(
                step ->
                    step.state == StepState.CLAIMABLE
                        || step.state == StepState.RUNNING
                        || step.state == StepState.DELAYED)
            .count();
    for (Step step : steps) {
      if (phase == Phase.OPEN
          && step.state == StepState.HELD
          && (parallelism == 0 || slots < parallelism)) {
        step.state = StepState.CLAIMABLE;
        slots++;
      }
    }
  }
}
