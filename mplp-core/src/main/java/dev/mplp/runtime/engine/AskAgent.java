package dev.mplp.runtime.engine;

import dev.mplp.PermissionDeniedException;
import dev.mplp.agent.RemoteOptions;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.runtime.remote.AskedBefore;
import dev.mplp.runtime.remote.ParkedStep;
import dev.mplp.runtime.remote.RemoteWork;
import dev.mplp.runtime.remote.RequestId;
import dev.mplp.runtime.remote.StepRequest;
import dev.mplp.runtime.remote.WorkDigest;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.trace.TraceSegments;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Traceparent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has a claimed step done by an agent in another process.
 *
 * <ol>
 *   <li>Claimed for the first time, the step is parked, and its request is stored, in one commit;
 *       it is sent after that.
 *   <li>A reply is stored beside the step by whoever takes it, and lets the step go on; so does its
 *       deadline.
 *   <li>Claimed again, the step is settled by the reply, or fails because its time is over; what
 *       was stored for the request goes in the same commit. A reply that was stored since the look
 *       at it makes that commit conflict, and the step is looked at again.
 * </ol>
 *
 * <p>A request is that of one attempt: of a run, after so many failures of it, at the step as the
 * plan had it then. What another run, attempt or revision left behind is removed in the commit that
 * makes a new request, and replies to it are refused.
 */
final class AskAgent {

  private static final Duration SOON = Duration.ofMillis(100);

  /** Leaves room for what a cipher adds. */
  private static final int LARGEST = StepTransport.MAX_DATA - (64 << 10);

  private final Storage storage;
  private final HandlerRights rights;
  private final Outcomes outcomes;

  AskAgent(Storage storage, HandlerRights rights, Outcomes outcomes) {
    this.storage = storage;
    this.rights = rights;
    this.outcomes = outcomes;
  }

  void run(Attempt attempt, HandlerRegistry.Agents agents) {
    AskedBefore before = AskedBefore.of(storage, attempt.claim());
    ParkedStep present = before.present();
    if (present == null) {
      ask(attempt, agents.options(), agents.work(), before.former());
    } else {
      goOn(attempt, present, agents.work());
    }
  }

  private void ask(
      Attempt attempt, RemoteOptions options, RemoteWork agents, List<ParkedStep> former) {
    ParkedStep step = step(attempt, options);
    byte[] request;
    try {
      rights.check(attempt, HandlerRights.READ);
      request = request(attempt, step).bytes();
    } catch (PermissionDeniedException e) {
      outcomes.failed(attempt, HandlerRights.error(e));
      return;
    }
    if (request.length > LARGEST) {
      outcomes.failed(
          attempt,
          StepError.permanent(
              StepError.REQUEST_TOO_LARGE,
              "the step with its inputs has "
                  + request.length
                  + " bytes, but an agent is sent "
                  + LARGEST
                  + " at most"));
      return;
    }
    List<Change> changes = new ArrayList<>(step.park(request));
    former.forEach(one -> changes.add(one.remove()));
    park(attempt, step, changes, () -> agents.send(step, request));
  }

  private static ParkedStep step(Attempt attempt, RemoteOptions options) {
    Claim claim = attempt.claim();
    Duration own = attempt.longest();
    Duration longest =
        own == null || own.compareTo(options.timeout()) > 0 ? options.timeout() : own;
    Instant now = Times.micros(claim.startedAt());
    return new ParkedStep(
        0,
        RequestId.fresh(claim.tenant(), claim.executionId(), claim.index(), claim.attempt()),
        attempt.run(),
        attempt.stepId(),
        claim.role(),
        WorkDigest.of(claim.role(), claim.payload()),
        claim.failures(),
        now,
        Times.micros(now.plus(longest)),
        options.resendAfter(),
        null,
        null);
  }

  private StepRequest request(Attempt attempt, ParkedStep step) {
    Claim claim = attempt.claim();
    Map<StepId, JsonObject> inputs = Inputs.of(storage, attempt);
    return new StepRequest(
        step.request().toString(),
        claim.tenant(),
        attempt.info().contextId(),
        attempt.info().planId(),
        attempt.executionId(),
        attempt.stepId(),
        claim.role(),
        claim.attempt(),
        LiveCall.idempotencyKey(attempt),
        attempt.payload().description(),
        inputs,
        step.sentAt(),
        step.deadline(),
        step.resendAfter().dividedBy(4),
        attempt.traceparent(
            Traceparent.spanId(TraceSegments.stepId(claim.runId(), attempt.stepId()))));
  }

  private void goOn(Attempt attempt, ParkedStep step, RemoteWork agents) {
    Instant now = attempt.claim().startedAt();
    if (step.isAnswered()) {
      attempt.endsWith(beside(attempt, step, null));
      answered(attempt, step.result());
    } else if (now.isBefore(step.deadline())) {
      park(attempt, step, List.of(step.unchanged()), () -> {}); // taken from a worker, or released
    } else {
      attempt.endsWith(beside(attempt, step, () -> agents.cancel(step, "its time is over")));
      Duration longest = Duration.between(step.sentAt(), step.deadline());
      outcomes.failed(
          attempt,
          StepError.transientError(
              StepError.TIMEOUT, "no agent of the role answered within " + longest));
    }
  }

  private void answered(Attempt attempt, StepResult result) {
    if (result instanceof StepResult.Completed completed) {
      JsonObject output = completed.output();
      byte[] record = outcomes.record(attempt, output, StepRecord::completed);
      if (record != null) {
        outcomes.completed(attempt, record, output);
      }
    } else if (attempt.stop() == Attempt.Stop.CANCELLED) {
      outcomes.cancelled(attempt);
    } else {
      outcomes.failed(attempt, ((StepResult.Failed) result).error());
    }
  }

  /** With the end of the attempt what was stored for its request goes. */
  private Beside beside(Attempt attempt, ParkedStep step, @Nullable Runnable committed) {
    return new Beside(step.end(), () -> lookAgain(attempt, step), committed);
  }

  private void park(Attempt attempt, ParkedStep step, List<Change> more, Runnable committed) {
    Claim claim = attempt.claim();
    Duration left = Duration.between(claim.startedAt(), step.deadline());
    ChangeSet set =
        Settler.set(
            attempt,
            new Settlement.Park(left),
            null,
            StepRecords.stepParked(
                attempt.run(), attempt.stepId(), claim.index(), claim.attempt(), null, left),
            more);
    Then then =
        new Then(() -> outcomes.cancelled(attempt), () -> lookAgain(attempt, step), committed);
    outcomes.settler().settle(attempt, "parked", set, then);
    outcomes.settler().wakeAfter(left);
  }

  /** It was answered, or changed otherwise, in the same moment; the timer is there for certain. */
  private void lookAgain(Attempt attempt, ParkedStep step) {
    Claim claim = attempt.claim();
    ChangeSet set =
        Settler.set(
            attempt,
            new Settlement.Park(SOON),
            null,
            StepRecords.stepParked(
                attempt.run(), attempt.stepId(), claim.index(), claim.attempt(), null, SOON),
            List.of(step.timer(claim.startedAt())));
    Then then = Then.whenStopping(() -> outcomes.cancelled(attempt));
    outcomes.settler().settle(attempt, "parked", set, then);
    outcomes.settler().wakeAfter(SOON);
  }
}
