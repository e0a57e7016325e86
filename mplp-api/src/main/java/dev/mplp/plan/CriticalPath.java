package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * The chain of dependencies that decides how long a plan takes; see {@link PlanGraph#criticalPath}.
 *
 * @param steps from the first to the last, each waiting for the one before
 * @param duration what they take together
 */
public record CriticalPath(List<PlanStep> steps, Duration duration) {

  /** Copies the list. */
  public CriticalPath {
    steps = List.copyOf(steps);
    requireNonNull(duration, "duration");
  }
}
