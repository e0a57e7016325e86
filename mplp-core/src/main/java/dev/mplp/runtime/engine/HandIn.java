package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a worker's attempts are handed in: commits what became of them, and tells. */
final class HandIn extends Settler {

  private static final Logger LOG = LoggerFactory.getLogger(HandIn.class);

  private final Settlements settlements;
  private final WorkerIds ids;
  private final Notices notices;
  private final Consumer<Attempt> settled;
  private final Consumer<Duration> wakeAfter;

  /**
   * Hands in.
   *
   * @param settled is told of attempts that are settled, or were left to others
   * @param wakeAfter looks for steps to claim after so long
   */
  HandIn(
      Settlements settlements,
      WorkerIds ids,
      Notices notices,
      Consumer<Attempt> settled,
      Consumer<Duration> wakeAfter) {
    this.settlements = settlements;
    this.ids = ids;
    this.notices = notices;
    this.settled = settled;
    this.wakeAfter = wakeAfter;
  }

  @Override
  void submit(Attempt attempt, String outcome, ChangeSet set, Then then) {
    settlements.submit(
        set, result -> answered(attempt, outcome, result, then), () -> notStored(attempt));
  }

  private void answered(Attempt attempt, String outcome, CommitResult result, Then then) {
    Runnable instead =
        isStopping(result)
            ? then.stopping()
            : result instanceof CommitResult.Conflict ? then.conflict() : null;
    if (instead != null) {
      attempt.unsettle();
      instead.run();
      return;
    }
    if (result.isCommitted() && then.committed() != null) {
      then.committed().run();
    }
    tell(attempt, outcome, result);
  }

  private static boolean isStopping(CommitResult result) {
    return result instanceof CommitResult.Fenced fenced
        && fenced.cause() == CommitResult.Fenced.Cause.STOPPING;
  }

  /** The step is still RUNNING in this worker's name: it goes back with the name. */
  private void notStored(Attempt attempt) {
    ids.change();
    settled.accept(attempt);
  }

  private void tell(Attempt attempt, String outcome, CommitResult result) {
    ExecutionId id = attempt.executionId();
    int number = attempt.claim().attempt();
    if (result.isCommitted()) {
      Duration took = Duration.ofNanos(attempt.nanos());
      notices.tell(
          l -> {
            if (attempt.isCompensation()) {
              l.compensationSettled(id, attempt.stepId(), number, outcome, took);
            } else {
              l.stepSettled(id, attempt.stepId(), number, outcome, took);
            }
          });
    } else {
      LOG.info("the result of attempt {} at step {} came too late", number, attempt.stepId());
      notices.tell(l -> l.stepFenced(id, attempt.stepId(), number));
    }
    settled.accept(attempt);
  }

  @Override
  void settledBeside(Attempt attempt, String outcome, CommitResult result, Runnable instead) {
    if (!attempt.settleOnce()) {
      return;
    }
    answered(attempt, outcome, result, Then.whenStopping(instead));
  }

  @Override
  void wakeAfter(Duration delay) {
    wakeAfter.accept(delay);
  }
}
