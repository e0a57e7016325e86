package dev.mplp.runtime.engine;

import dev.mplp.agent.StepError;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
  private final Outcomes outcomes;
  private final Notices notices;
  private final Set<Attempt> stuck = ConcurrentHashMap.newKeySet();

  TimeLimit(ScheduledExecutorService clock, Outcomes outcomes, Notices notices) {
    this.clock = clock;
    this.outcomes = outcomes;
    this.notices = notices;
  }

  /** Runs the attempt, within its time. */
  void run(Attempt attempt, Consumer<Attempt> work) {
    Duration longest = attempt.longest();
    @Nullable Future<?> timeout =
        longest == null
            ? null
            : clock.schedule(() -> timeOut(attempt), longest.toNanos(), TimeUnit.NANOSECONDS);
    try {
      outcomes.guarded(attempt, work);
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
    outcomes.failed(
        attempt,
        StepError.transientError(
            StepError.TIMEOUT, "the attempt took longer than " + attempt.longest()));
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
    notices.tell(l -> l.handlerStuck(attempt.executionId(), attempt.stepId(), many));
  }
}
