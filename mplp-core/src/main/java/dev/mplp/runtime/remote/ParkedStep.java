package dev.mplp.runtime.remote;

import static java.util.Objects.requireNonNull;

import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.plan.RemoteRequest;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step that an agent was asked to do, kind {@value Kinds#REMOTE_STEP}: there from the commit that
 * parks it to the one that settles its attempt. The request as it is sent is the document's item.
 *
 * @param version of the document, 0 before it is stored
 * @param request names the request
 * @param run the run that made it
 * @param work what was asked, as {@link WorkDigest} has it
 * @param failures attempts that had failed in the run by then
 * @param sentAt when it was sent first
 * @param deadline when the attempt has failed
 * @param resendAfter when it is sent again first
 * @param progress how far the agent is; null when it did not say
 * @param reply what it answered; null while it has not
 */
public record ParkedStep(
    long version,
    RequestId request,
    RunRef run,
    StepId stepId,
    String role,
    String work,
    int failures,
    Instant sentAt,
    Instant deadline,
    Duration resendAfter,
    @Nullable Progress progress,
    @Nullable Reply reply) {

  /** How far it is, see {@link StepReply.Progress}. */
  record Progress(@Nullable Double fraction, @Nullable String message, Instant at) {}

  /** An output or an error. */
  record Reply(@Nullable JsonObject output, @Nullable StepError error) {}

  /** The one whose document has this id. */
  static Optional<ParkedStep> find(Storage storage, String tenant, String id) {
    return storage.get(new DocumentKey(tenant, Kinds.REMOTE_STEP, id)).map(ParkedStep::of);
  }

  static Optional<ParkedStep> find(Storage storage, RequestId request) {
    return find(storage, request.tenant(), request.document())
        .filter(step -> step.request.equals(request));
  }

  /** The document read. */
  public static ParkedStep of(Document document) {
    return ParkedStepJson.read(document);
  }

  /** Stores it over the version that was read. */
  Change put() {
    Map<String, String> index =
        Map.of("execution_id", request.executionId().value(), "step", request.step());
    return new Change.PutDocument(
        Kinds.REMOTE_STEP, request.document(), version, ParkedStepJson.write(this), index);
  }

  /** Stores it first, with the request as it is sent, to be sent again after its time. */
  public List<Change> park(byte[] message) {
    return List.of(
        put(),
        new Change.AppendItems(Kinds.REMOTE_STEP, request.document(), 0, List.of(message)),
        timer(sentAt));
  }

  /** The timer that sends it again, as when it was parked. */
  public Change timer(Instant now) {
    return Resend.timer(this, now, 0);
  }

  /** It is as it was read. */
  public Change unchanged() {
    return new Change.CheckDocument(Kinds.REMOTE_STEP, request.document(), version);
  }

  /** Removes it, and the timer that would send it again. */
  public List<Change> end() {
    return List.of(remove(), new Change.RemoveTimer(Kinds.TIMER_REMOTE_STEP, request.document()));
  }

  /** Removes it; its timer finds nothing, and goes. */
  public Change remove() {
    return new Change.DeleteDocument(Kinds.REMOTE_STEP, request.document(), version);
  }

  /** Lets the step go on. */
  Change goOn() {
    return new Change.ContinueStep(request.execution(), request.index());
  }

  /** The request as it is sent; empty when it is gone. */
  Optional<byte[]> message(Storage storage) {
    DocumentKey key = new DocumentKey(request.tenant(), Kinds.REMOTE_STEP, request.document());
    return storage.items(key, -1, 1).stream().findFirst().map(item -> item.body());
  }

  ParkedStep with(Progress now) {
    return new ParkedStep(
        version,
        request,
        run,
        stepId,
        role,
        work,
        failures,
        sentAt,
        deadline,
        resendAfter,
        now,
        reply);
  }

  ParkedStep with(Reply now) {
    return new ParkedStep(
        version,
        request,
        run,
        stepId,
        role,
        work,
        failures,
        sentAt,
        deadline,
        resendAfter,
        progress,
        now);
  }

  /**
   * Whether the claimed attempt goes on with it, and is not a new one in another run, or a retry,
   * or at a step that was revised since.
   */
  boolean isOf(Claim claim) {
    return run.runId().equals(claim.runId())
        && failures == claim.failures()
        && work.equals(WorkDigest.of(claim.role(), claim.payload()));
  }

  /** Whether the step still waits for an answer to this request. */
  boolean isWaitedFor(StepRun step) {
    StepState state = step.state();
    return !state.isSettled()
        && state != StepState.DELAYED
        && state != StepState.WAITING
        && step.runId().equals(run.runId())
        && step.failures() == failures
        && work.equals(WorkDigest.of(step.role(), step.payload()));
  }

  /** Whether there is an answer. */
  public boolean isAnswered() {
    return reply != null;
  }

  /** What it was answered. */
  public StepResult result() {
    Reply given = requireNonNull(reply, "reply");
    return given.output() != null
        ? StepResult.completed(given.output())
        : StepResult.failed(requireNonNull(given.error()));
  }

  /** What callers see of it. */
  public RemoteRequest shown() {
    return new RemoteRequest(
        stepId,
        role,
        request.attempt(),
        sentAt,
        deadline,
        progress == null ? null : progress.fraction(),
        progress == null ? null : progress.message(),
        progress == null ? null : progress.at());
  }
}
