package dev.mplp.runtime.engine;

import dev.mplp.PermissionDeniedException;
import dev.mplp.ValidationException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a claimed step: passes its gate, calls its handler, and turns what comes of it into a
 * settlement. If this process dies anywhere in here, the step stays RUNNING in the storage until
 * its worker's lease ends, and another worker claims it.
 */
final class RunStep {

  private static final Logger LOG = LoggerFactory.getLogger(RunStep.class);
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Storage storage;
  private final Commits commits;
  private final HandlerRegistry handlers;
  private final HandlerRights rights;
  private final Approvals approvals;
  private final StepGate gate;
  private final GrowStep growStep;
  private final CountUsage usage;
  private final Settler settler;

  RunStep(
      Storage storage,
      Commits commits,
      HandlerRegistry handlers,
      HandlerRights rights,
      CountUsage usage,
      Settler settler) {
    this.storage = storage;
    this.commits = commits;
    this.handlers = handlers;
    this.rights = rights;
    this.approvals = new Approvals(storage);
    this.gate = new StepGate(storage, commits);
    this.growStep = new GrowStep(storage, commits);
    this.usage = usage;
    this.settler = settler;
  }

  void run(Attempt attempt) {
    try {
      step(attempt);
    } catch (StorageException | OutcomeUnknownException e) {
      LOG.warn("step {} waits for the storage: {}", attempt.stepId(), e.getMessage());
      later(attempt);
    } catch (RuntimeException | Error e) {
      LOG.error("step {} could not be run", attempt.stepId(), e);
      failed(attempt, StepError.permanent("INTERNAL", String.valueOf(e)));
    }
  }

  private void step(Attempt attempt) {
    Claim claim = attempt.claim();
    ExecutionOptions options = attempt.info().options();
    if (claim.lost() > options.maxLostAttempts()) {
      failed(
          attempt,
          StepError.permanent(
              StepError.WORKER_LOST,
              "the step was lost with its worker " + claim.lost() + " times in this run"));
      return;
    }
    Optional<StepHandler> handler = handlers.find(claim.role());
    if (handler.isEmpty() || attempt.stop() == Attempt.Stop.CLOSING) {
      released(attempt); // it was unregistered, or this process closes, between claim and call
      return;
    }
    if (attempt.stop() == Attempt.Stop.CANCELLED) {
      cancelled(attempt);
      return;
    }
    if (attempt.payload().gated() && !passes(attempt)) {
      return;
    }
    if (!usage.begins(attempt)) {
      released(attempt); // its execution is held or stopped by now
      return;
    }
    call(attempt, handler.get());
  }

  private boolean passes(Attempt attempt) {
    Optional<ApprovalRequest> request =
        attempt.info().options().gates().forStep(attempt.stepId(), attempt.claim().role());
    if (request.isEmpty()) {
      return true;
    }
    return look(attempt, gate.before(attempt, request.get()));
  }

  private boolean look(Attempt attempt, StepGate.Look look) {
    if (look instanceof StepGate.Look.Refused refused) {
      failed(attempt, refused.error());
    } else if (look instanceof StepGate.Look.Parked parked) {
      settler.settledBeside(attempt, "parked", parked.result(), () -> cancelled(attempt));
    }
    return look instanceof StepGate.Look.Open;
  }

  private void call(Attempt attempt, StepHandler handler) {
    StepResult result;
    LiveCall live = new LiveCall(attempt, rights, storage, commits, approvals, usage);
    attempt.enter();
    try {
      result = handler.handle(live);
    } catch (Throwable e) { // whatever it is: a step that is not settled would hang
      attempt.leave();
      live.end();
      thrown(attempt, e);
      return;
    } finally {
      attempt.leave();
    }
    live.end();
    if (result == null) {
      failed(attempt, StepError.permanent(StepError.HANDLER_FAILED, "the handler returned null"));
      return;
    }
    answered(attempt, result);
  }

  /**
   * After a timeout whoever interrupted the handler settles the step, as the next thing it does.
   */
  private void thrown(Attempt attempt, Throwable error) {
    if (attempt.stop() == Attempt.Stop.CANCELLED) {
      cancelled(attempt);
    } else if (attempt.stop() == Attempt.Stop.CLOSING) {
      released(attempt);
    } else if (attempt.stop() == Attempt.Stop.TIMEOUT) {
      LOG.debug("the handler of step {} ended by its timeout", attempt.stepId(), error);
    } else if (error instanceof StorageException || error instanceof OutcomeUnknownException) {
      later(attempt); // the storage, not the handler
    } else if (error instanceof PermissionDeniedException denied) {
      failed(attempt, HandlerRights.error(denied));
    } else {
      LOG.debug("the handler of step {} threw", attempt.stepId(), error);
      String message =
          error.getMessage() == null
              ? error.getClass().getName()
              : error.getClass().getSimpleName() + ": " + error.getMessage();
      failed(attempt, StepError.transientError(StepError.HANDLER_FAILED, message));
    }
  }

  private void answered(Attempt attempt, StepResult result) {
    try {
      rights.check(attempt, result);
    } catch (PermissionDeniedException e) {
      failed(attempt, HandlerRights.error(e));
      return;
    }
    if (result instanceof StepResult.Completed completed) {
      completed(attempt, completed.output());
    } else if (result instanceof StepResult.CompletedAdding adding) {
      completedAdding(attempt, adding);
    } else if (attempt.stop() == Attempt.Stop.CANCELLED) {
      cancelled(attempt);
    } else if (attempt.stop() == Attempt.Stop.CLOSING) {
      released(attempt);
    } else if (result instanceof StepResult.Failed failed) {
      failed(attempt, failed.error());
    } else if (result instanceof StepResult.Delayed delayed) {
      delayed(attempt, delayed.delay(), StepRecord.parked(delayed.memory()));
    } else if (result instanceof StepResult.Asked asked && !attempt.isSettled()) {
      look(attempt, gate.ask(attempt, asked));
    }
  }

  private void completedAdding(Attempt attempt, StepResult.CompletedAdding adding) {
    byte[] record = record(attempt, adding.output());
    if (record == null || attempt.isSettled()) {
      return;
    }
    CommitResult result;
    try {
      result = growStep.complete(attempt, adding, record);
    } catch (ValidationException e) {
      failed(
          attempt,
          StepError.permanent(
              ValidationException.CODE, "the steps cannot be added: " + e.getMessage()));
      return;
    }
    if (result instanceof CommitResult.Conflict) {
      cancelled(attempt); // with what it adds: a resumed run does it again
    } else {
      settler.settledBeside(attempt, "completed", result, () -> {});
    }
  }

  /** What is kept of a completed step; null when the step failed because that cannot be kept. */
  private byte @Nullable [] record(Attempt attempt, JsonObject output) {
    try {
      return StepRecord.completed(output);
    } catch (ValidationException e) {
      failed(
          attempt,
          StepError.permanent(
              ValidationException.CODE, "the output cannot be stored: " + e.getMessage()));
      return null;
    }
  }

  private void completed(Attempt attempt, JsonObject output) {
    byte[] record = record(attempt, output);
    if (record == null) {
      return;
    }
    Claim claim = attempt.claim();
    settler.settle(
        attempt,
        "completed",
        new Settlement.Completed(),
        record,
        Records.stepCompleted(
            attempt.run(), attempt.stepId(), claim.index(), claim.attempt(), output));
  }

  /** The attempt failed: another one follows if policy, error and phase allow. */
  void failed(Attempt attempt, StepError error) {
    Claim claim = attempt.claim();
    RetryPolicy retry = attempt.info().options().retry();
    if (!error.retryable() || claim.failures() + 1 >= retry.maxAttempts()) {
      failedForGood(attempt, error);
      return;
    }
    Duration delay = jitter(retry.longestDelay(claim.failures() + 1));
    settler.settleUnlessStopping(
        attempt,
        "retried",
        new Settlement.Retry(delay),
        StepRecord.failed(error),
        Records.stepRetried(
            attempt.run(), attempt.stepId(), claim.index(), claim.attempt(), error, delay),
        () -> failedForGood(attempt, error));
    settler.wakeAfter(delay);
  }

  private void failedForGood(Attempt attempt, StepError error) {
    boolean all = attempt.info().options().onFailure() == FailurePolicy.FAIL_FAST;
    Claim claim = attempt.claim();
    settler.settle(
        attempt,
        "failed",
        new Settlement.Failed(
            all ? Settlement.OnFailure.STOP : Settlement.OnFailure.SKIP_DEPENDENTS),
        StepRecord.failed(error),
        Records.stepFailed(attempt.run(), attempt.stepId(), claim.index(), claim.attempt(), error));
  }

  private static Duration jitter(Duration longest) {
    long millis = longest.toMillis();
    return millis <= 0
        ? Duration.ZERO
        : Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis + 1));
  }

  private void later(Attempt attempt) {
    delayed(attempt, LATER, null);
  }

  private void delayed(Attempt attempt, Duration delay, byte @Nullable [] memory) {
    Claim claim = attempt.claim();
    settler.settleUnlessStopping(
        attempt,
        "parked",
        new Settlement.Park(delay),
        memory,
        Records.stepParked(
            attempt.run(), attempt.stepId(), claim.index(), claim.attempt(), null, delay),
        () -> cancelled(attempt));
    settler.wakeAfter(delay);
  }

  /**
   * Nobody wants it any more. Handed back, a step of an execution that is stopping is skipped for
   * the reason of the stop, so that a run which failed can be resumed with it.
   */
  void cancelled(Attempt attempt) {
    Claim claim = attempt.claim();
    LogEntry entry =
        Records.stepCancelled(
            attempt.run(), attempt.stepId(), claim.index(), claim.attempt(), "cancelled");
    settler.settle(
        attempt,
        "cancelled",
        new Settlement.Release(),
        StepRecord.failed(StepError.permanent("CANCELLED", "cancelled while it was running")),
        entry);
  }

  void released(Attempt attempt) {
    Claim claim = attempt.claim();
    settler.settle(
        attempt,
        "released",
        new Settlement.Release(),
        null,
        Records.stepReleased(attempt.run(), attempt.stepId(), claim.index(), claim.attempt()));
  }
}
