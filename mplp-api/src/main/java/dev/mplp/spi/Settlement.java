package dev.mplp.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claimed step.
 *
 * <p>After every settlement: dependents whose dependencies have all COMPLETED become ready; a slot
 * that became free goes to the next held step by index; when no step is unsettled, or the phase is
 * STOPPING and none runs, the end of the execution becomes claimable. All in the same commit.
 */
public sealed interface Settlement {

  /** The step is COMPLETED. */
  record Completed() implements Settlement {}

  /** The step is FAILED. */
  record Failed(OnFailure then) implements Settlement {}

  /**
   * The attempt failed and another one follows: DELAYED for {@code delay}, its {@link
   * StepRun#failures()} one more. In the phase STOPPING: {@link CommitResult.Fenced} with {@link
   * CommitResult.Fenced.Cause#STOPPING}, and the step stays RUNNING.
   */
  record Retry(Duration delay) implements Settlement {}

  /**
   * PARKED until {@link Change.ContinueStep}, or until {@code wakeAfter} has passed when it is not
   * null. Refused in the phase STOPPING as {@link Retry} is.
   */
  record Park(@Nullable Duration wakeAfter) implements Settlement {}

  /**
   * Handed back unharmed, not counted as a failure: ready again at once ({@link StepState#HELD},
   * and CLAIMABLE where phase and slots allow), or in the phase STOPPING SKIPPED for the reason of
   * the stop. The end is never skipped.
   */
  record Release() implements Settlement {}

  /** What a failure does to the others. */
  enum OnFailure {
    /** Every step that depends on it, directly or not, is SKIPPED for UPSTREAM. */
    SKIP_DEPENDENTS,
    /** The phase becomes STOPPING, for {@link SkipReason#UPSTREAM}, unless it is already. */
    STOP
  }
}
