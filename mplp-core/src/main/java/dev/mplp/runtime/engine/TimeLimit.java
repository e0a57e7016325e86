package dev.mplp.runtime.engine;

import dev.mplp.agent.StepError;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends attempts that take longer than their execution allows, whether their handlers heed the
 * interrupt or not. Those that do not keep their places; they are counted and told.
 */
final class TimeLimit {

  private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

  private final ScheduledExecutorService clock;
  private final RunStep runStep;
  private final Notices notices;
  private final Set<Attempt> stuck = ConcurrentHashMap.newKeySet();

  TimeLimit(ScheduledExecutorService clock, RunStep runStep, Notices notices) {
    this.clock = clock;
    this.runStep = runStep;
    this.notices = notices;
  }

  /** Runs the attempt, within its time. */
  void run(Attempt attempt) {
    Duration longest = attempt.info().options().stepTimeout();
    @Nullable Future<?> timeout =
        longest == null
            ? null
            : clock.schedule(() -> timeOut(attempt), longest.toNanos(), TimeUnit.NANOSECONDS);
    try {
      runStep.run(attempt);
    } finally {
      if (timeout != null) {
        timeout.cancel(false);
        stuck.remove(attempt);
      }
    }
  }

  /** The step is settled without its handler; what that answers later is refused. */
  private void timeOut(Attempt attempt) {
    attempt.stop(Attempt.Stop.TIMEOUT);
    runStep.failed(
        attempt,
        StepError.transientError(
            StepError.TIMEOUT,
            "the attempt took longer than " + attempt.info().options().stepTimeout()));
    stuck.add(attempt);
    Future<?> ignored = clock.schedule(() -> reportStuck(attempt), 1, TimeUnit.SECONDS);
  }

  private void reportStuck(Attempt attempt) {
    if (!attempt.isRunning()) {
      stuck.remove(attempt);
      return;
    }
    int many = stuck.size();
    LOG.warn(
        "the handler of step {} ignores its interrupt and keeps its place; {} do",
        attempt.stepId(),
        many);
    notices.tell(l -> l.handlerStuck(ExecutionInfo.id(attempt.claim()), attempt.stepId(), many));
  }
}
