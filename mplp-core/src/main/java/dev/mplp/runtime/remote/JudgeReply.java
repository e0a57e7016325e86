package dev.mplp.runtime.remote;

import dev.mplp.ValidationException;
import dev.mplp.agent.StepError;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether a reply counts, and what it changes. */
final class JudgeReply {

  private final Storage storage;
  private final SendRequests sender;
  private final Seldom signs = new Seldom();

  JudgeReply(Storage storage, SendRequests sender) {
    this.storage = storage;
    this.sender = sender;
  }

  /** What became of a reply. */
  sealed interface Verdict {}

  /** It counts, once this is committed. */
  record Accepted(ParkedStep step, String kind, ChangeSet set) implements Verdict {}

  /** A sign of life that nothing has to be written for. */
  record Heard() implements Verdict {}

  /**
   * It does not count.
   *
   * @param reason for people; null where there is nothing to keep
   */
  record Refused(Why why, @Nullable String reason) implements Verdict {
    void settle(StepDelivery delivery) {
      if (reason == null) {
        delivery.done();
      } else {
        delivery.refuse(reason);
      }
    }
  }

  /** Why a reply does not count. */
  enum Why {
    /** Nobody waits for it: the attempt is over, or the execution. */
    LATE,
    /** It was answered before. */
    DOUBLED,
    /** It is no reply. */
    UNACCEPTABLE;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Verdict look(StepMessage message, Instant now) {
    try {
      StepReply reply = StepReply.parse(message.data());
      RequestId request = RequestId.parse(reply.requestId());
      if (reply.attempt() != request.attempt()) {
        throw new UnacceptableMessageException("attempt is that of the request, but is another");
      }
      return look(reply, request, now);
    } catch (UnacceptableMessageException e) {
      return new Refused(Why.UNACCEPTABLE, e.reason());
    }
  }

  private Verdict look(StepReply reply, RequestId request, Instant now) {
    Optional<ParkedStep> found = ParkedStep.find(storage, request);
    Optional<StepRun> run =
        found.flatMap(
            step ->
                storage
                    .work()
                    .step(request.tenant(), request.execution(), request.index())
                    .filter(step::isWaitedFor));
    if (found.isEmpty() || run.isEmpty()) {
      if (isSign(reply) && signs.mayAct("late " + request)) {
        sender.cancel(request, "nobody waits for it any more");
      }
      return new Refused(Why.LATE, null);
    }
    ParkedStep step = found.get();
    if (step.isAnswered()) {
      return new Refused(Why.DOUBLED, null);
    }
    return isSign(reply) ? heard(step, reply, run.get(), now) : answered(step, reply);
  }

  private static boolean isSign(StepReply reply) {
    return reply instanceof StepReply.Progress || reply instanceof StepReply.Heartbeat;
  }

  /**
   * At most one commit a second for each step and kind: what comes in between tells nothing new.
   */
  private Verdict heard(ParkedStep step, StepReply reply, StepRun run, Instant now) {
    if (!signs.mayAct(reply.kind() + ' ' + step.request())) {
      return new Heard();
    }
    ChangeSet.Builder set = ChangeSet.builder(step.request().tenant());
    if (reply instanceof StepReply.Progress said) {
      String text = said.message() == null ? null : Bodies.clean(said.message());
      set.add(step.with(new ParkedStep.Progress(said.fraction(), text, now)).put());
      set.add(
          new Change.AppendLog(
              StepRecords.stepProgressed(
                  step.run(),
                  step.stepId(),
                  step.request().index(),
                  run.attempt(),
                  said.fraction(),
                  text)));
    } else {
      set.add(step.unchanged());
    }
    return new Accepted(step, reply.kind(), set.add(Resend.timer(step, now, 0)).build());
  }

  private static Verdict answered(ParkedStep step, StepReply reply) {
    Change put;
    try {
      put = step.with(content(reply)).put();
    } catch (ValidationException e) {
      StepError error =
          StepError.permanent(
              ValidationException.CODE,
              Bodies.clean("the output cannot be stored: " + e.getMessage()));
      put = step.with(new ParkedStep.Reply(null, error)).put();
    }
    ChangeSet set = ChangeSet.builder(step.request().tenant()).add(put).add(step.goOn()).build();
    return new Accepted(step, reply.kind(), set);
  }

  private static ParkedStep.Reply content(StepReply reply) {
    if (reply instanceof StepReply.Completed done) {
      return new ParkedStep.Reply(done.output(), null);
    }
    StepError error = ((StepReply.Failed) reply).error();
    return new ParkedStep.Reply(
        null,
        new StepError(
            Bodies.clean(error.code()), Bodies.clean(error.message()), error.retryable()));
  }
}
