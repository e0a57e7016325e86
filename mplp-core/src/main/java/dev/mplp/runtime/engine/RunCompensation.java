package dev.mplp.runtime.engine;

import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.Compensator;
import dev.mplp.agent.StepError;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.Optional;

/**
 * Undoes a step that is completed: calls its compensator and tells {@link Outcomes} what comes of
 * it. Where this process has none for the role, the claim is parked for a while: another process
 * may have one, or this one some day. If this process dies anywhere in here, another worker claims
 * it, as with a step.
 */
final class RunCompensation {

  private static final int LONGEST_WAIT_SECONDS = 60;

  private final Storage storage;
  private final Commits commits;
  private final HandlerRegistry handlers;
  private final HandlerRights rights;
  private final CountUsage usage;
  private final Outcomes outcomes;
  private final Notices notices;

  RunCompensation(
      Storage storage,
      Commits commits,
      HandlerRegistry handlers,
      HandlerRights rights,
      CountUsage usage,
      Outcomes outcomes,
      Notices notices) {
    this.storage = storage;
    this.commits = commits;
    this.handlers = handlers;
    this.rights = rights;
    this.usage = usage;
    this.outcomes = outcomes;
    this.notices = notices;
  }

  void run(Attempt attempt) {
    if (attempt.stop() == Attempt.Stop.CLOSING) {
      outcomes.released(attempt);
      return;
    }
    if (attempt.stop() == Attempt.Stop.CANCELLED) {
      outcomes.cancelled(attempt);
      return;
    }
    String role = attempt.claim().role();
    Optional<Compensator> compensator = handlers.compensator(role);
    if (compensator.isEmpty()) {
      outcomes.delayed(attempt, untilNextLook(attempt.claim().attempt()), null);
      notices.tell(l -> l.compensatorMissing(attempt.executionId(), attempt.stepId(), role));
      return;
    }
    call(attempt, compensator.get());
  }

  /** Twice as long each time, so that a wait of days leaves few records. */
  private static Duration untilNextLook(int attempt) {
    return Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(attempt - 1, 30)));
  }

  private void call(Attempt attempt, Compensator compensator) {
    CompensationResult result;
    LiveCompensation live = new LiveCompensation(attempt, rights, storage, commits, usage);
    attempt.enter();
    try {
      result = compensator.compensate(live);
    } catch (Throwable e) { // whatever it is: a step that is not settled would hang
      attempt.leave();
      live.end();
      outcomes.thrown(attempt, e);
      return;
    } finally {
      attempt.leave();
    }
    live.end();
    if (result == null) {
      outcomes.failed(
          attempt, StepError.permanent(StepError.HANDLER_FAILED, "the compensator returned null"));
      return;
    }
    answered(attempt, result);
  }

  private void answered(Attempt attempt, CompensationResult result) {
    if (result instanceof CompensationResult.Compensated done) {
      byte[] record = outcomes.record(attempt, done.output(), StepRecord::completed);
      if (record != null) {
        outcomes.completed(attempt, record, done.output());
      }
    } else if (attempt.stop() == Attempt.Stop.CANCELLED) {
      outcomes.cancelled(attempt);
    } else if (attempt.stop() == Attempt.Stop.CLOSING) {
      outcomes.released(attempt);
    } else if (result instanceof CompensationResult.Failed failed) {
      outcomes.failed(attempt, failed.error());
    } else if (result instanceof CompensationResult.Delayed delayed) {
      outcomes.delayed(attempt, delayed.delay(), StepRecord.parked(delayed.memory()));
    }
  }
}
