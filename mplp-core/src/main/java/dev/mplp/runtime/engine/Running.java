package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.plan.Executions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts in this process that are not finished, and the ways to stop them. */
final class Running {

  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final Executions executions;
  private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
  private final RecentSet stopped = new RecentSet(1024);

  Running(Executions executions) {
    this.executions = executions;
  }

  void add(Attempt attempt) {
    attempts.add(attempt);
  }

  void remove(Attempt attempt) {
    attempts.remove(attempt);
  }

  /** Whether there are more than so many. */
  boolean areMoreThan(int many) {
    return attempts.size() > many;
  }

  /** Interrupts what runs of an execution, and what of it comes to its handler later. */
  void interrupt(ExecutionId executionId) {
    stopped.add(executionId.uuid());
    for (Attempt attempt : attempts) {
      if (attempt.claim().executionId().equals(executionId.uuid())) {
        attempt.stop(Attempt.Stop.CANCELLED);
      }
    }
  }

  /** {@link #interrupt} if somebody stopped the execution, and not a step that failed. */
  void interruptIfStopped(ExecutionId executionId) {
    attempts.stream()
        .filter(attempt -> attempt.claim().executionId().equals(executionId.uuid()))
        .findFirst()
        .filter(attempt -> isUnwanted(attempt, false))
        .ifPresent(attempt -> interrupt(executionId));
  }

  /** It was stopped here lately, and was not resumed since. */
  boolean isStopped(Attempt attempt) {
    UUID execution = attempt.claim().executionId();
    if (!stopped.contains(execution)) {
      return false;
    }
    boolean still = isUnwanted(attempt, true);
    if (!still) {
      stopped.remove(execution);
    }
    return still;
  }

  /**
   * Whether nobody wants it any more.
   *
   * @param ifGone the answer when the execution is not there
   */
  private boolean isUnwanted(Attempt attempt, boolean ifGone) {
    return executions
        .find(attempt.tenant(), attempt.executionId())
        .map(
            record ->
                attempt.isCompensation()
                    ? record.state() != ExecutionState.COMPENSATING
                    : record.stop() != null || record.isRunOver())
        .orElse(ifGone);
  }

  /** Interrupts those whose worker is none of these any more. */
  void interruptOthersThan(Set<UUID> alive) {
    attempts.stream()
        .filter(attempt -> !alive.contains(attempt.worker()))
        .forEach(attempt -> attempt.stop(Attempt.Stop.CANCELLED));
  }

  /** Interrupts all: their steps are handed back. */
  void interruptForClosing() {
    LOG.warn("{} handlers are interrupted, their steps are handed back", attempts.size());
    attempts.forEach(attempt -> attempt.stop(Attempt.Stop.CLOSING));
  }

  void reportCutOff() {
    attempts.forEach(attempt -> LOG.warn("step {} was cut off", attempt.stepId()));
  }
}
