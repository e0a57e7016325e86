package dev.mplp.runtime.engine;

import dev.mplp.PermissionDeniedException;
import dev.mplp.ValidationException;
import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.spi.Claim;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what became of an attempt, at a step or at undoing one, into its settlement. */
final class Outcomes {

  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Settler settler;

  Outcomes(Settler settler) {
    this.settler = settler;
  }

  Settler settler() {
    return settler;
  }

  /** Runs an attempt that settles itself; what goes wrong beside the host's code settles it too. */
  void guarded(Attempt attempt, Consumer<Attempt> run) {
    try {
      if (attempt.claim().lost() > attempt.info().options().maxLostAttempts()) {
        failed(
            attempt,
            StepError.permanent(
                StepError.WORKER_LOST,
                "the step was lost with its worker "
                    + attempt.claim().lost()
                    + " times in this run"));
      } else {
        run.accept(attempt);
      }
    } catch (StorageException | OutcomeUnknownException e) {
      LOG.warn("step {} waits for the storage: {}", attempt.stepId(), e.getMessage());
      later(attempt);
    } catch (RuntimeException | Error e) {
      LOG.error("step {} could not be run", attempt.stepId(), e);
      failed(attempt, StepError.permanent("INTERNAL", String.valueOf(e)));
    }
  }

  /**
   * What is kept of a completed step; null when the step failed because that cannot be kept.
   *
   * @param how makes the bytes
   */
  byte @Nullable [] record(Attempt attempt, JsonObject output, Function<JsonObject, byte[]> how) {
    try {
      return how.apply(output);
    } catch (ValidationException e) {
      failed(
          attempt,
          StepError.permanent(
              ValidationException.CODE, "the output cannot be stored: " + e.getMessage()));
      return null;
    }
  }

  void completed(Attempt attempt, byte[] record, JsonObject output) {
    settler.settle(
        attempt,
        "completed",
        new Settlement.Completed(),
        record,
        attempt.entry(
            StepRecords.stepCompleted(
                attempt.run(),
                attempt.stepId(),
                attempt.payload().index(),
                attempt.claim().attempt(),
                output)));
  }

  /** The attempt failed: another one follows if policy, error and phase allow. */
  void failed(Attempt attempt, StepError error) {
    Claim claim = attempt.claim();
    RetryPolicy retry = attempt.retry();
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
        attempt.entry(
            StepRecords.stepRetried(
                attempt.run(),
                attempt.stepId(),
                attempt.payload().index(),
                claim.attempt(),
                error,
                delay)),
        () -> failedForGood(attempt, error));
    settler.wakeAfter(delay);
  }

  private void failedForGood(Attempt attempt, StepError error) {
    settler.settle(
        attempt,
        "failed",
        new Settlement.Failed(attempt.onFailure()),
        StepRecord.failed(error),
        attempt.entry(
            StepRecords.stepFailed(
                attempt.run(),
                attempt.stepId(),
                attempt.payload().index(),
                attempt.claim().attempt(),
                error)));
  }

  private static Duration jitter(Duration longest) {
    long millis = longest.toMillis();
    return millis <= 0
        ? Duration.ZERO
        : Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis + 1));
  }

  /**
   * The host's code threw. After a timeout whoever interrupted it settles the step, as the next
   * thing it does.
   */
  void thrown(Attempt attempt, Throwable error) {
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

  private void later(Attempt attempt) {
    delayed(attempt, LATER, null);
  }

  /** It goes on after a while, with this memory or, for null, the one that it has. */
  void delayed(Attempt attempt, Duration delay, byte @Nullable [] memory) {
    settler.settleUnlessStopping(
        attempt,
        "parked",
        new Settlement.Park(delay),
        memory,
        attempt.entry(
            StepRecords.stepParked(
                attempt.run(),
                attempt.stepId(),
                attempt.payload().index(),
                attempt.claim().attempt(),
                null,
                delay)),
        () -> cancelled(attempt));
    settler.wakeAfter(delay);
  }

  /**
   * Nobody wants it any more. Handed back, a step of an execution that is stopping is skipped for
   * the reason of the stop, so that a run which failed can be resumed with it.
   */
  void cancelled(Attempt attempt) {
    settler.settle(
        attempt,
        "cancelled",
        new Settlement.Release(),
        StepRecord.failed(StepError.permanent("CANCELLED", "cancelled while it was running")),
        attempt.entry(
            StepRecords.stepCancelled(
                attempt.run(),
                attempt.stepId(),
                attempt.payload().index(),
                attempt.claim().attempt(),
                "cancelled")));
  }

  void released(Attempt attempt) {
    settler.settle(
        attempt,
        "released",
        new Settlement.Release(),
        null,
        attempt.entry(
            StepRecords.stepReleased(
                attempt.run(),
                attempt.stepId(),
                attempt.payload().index(),
                attempt.claim().attempt())));
  }
}
