package dev.mplp.runtime.engine;

import dev.mplp.agent.Decision;
import dev.mplp.agent.StepCall;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmDecision;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Digest;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.trace.TraceSegments;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Segment;
import dev.mplp.trace.Traceparent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a handler sees of its attempt; what has to be read is read when it is asked for. */
final class LiveCall implements StepCall {

  private final Attempt attempt;
  private final HandlerRights rights;
  private final Storage storage;
  private final Commits commits;
  private final Approvals approvals;
  private final SegmentLog segments;

  LiveCall(
      Attempt attempt,
      HandlerRights rights,
      Storage storage,
      Commits commits,
      Approvals approvals,
      CountUsage usage) {
    this.attempt = attempt;
    this.rights = rights;
    this.storage = storage;
    this.commits = commits;
    this.approvals = approvals;
    this.segments = new SegmentLog(attempt, storage, commits, usage);
  }

  @Override
  public ContextId contextId() {
    return attempt.info().contextId();
  }

  @Override
  public PlanId planId() {
    return attempt.info().planId();
  }

  @Override
  public ExecutionId executionId() {
    return ExecutionInfo.id(attempt.claim());
  }

  @Override
  public RunId runId() {
    return new RunId(attempt.claim().runId());
  }

  @Override
  public StepId stepId() {
    return attempt.stepId();
  }

  @Override
  public String description() {
    return attempt.payload().description();
  }

  @Override
  public String role() {
    return attempt.claim().role();
  }

  @Override
  public Principal principal() {
    return attempt.info().principal();
  }

  @Override
  public int attempt() {
    return attempt.claim().attempt();
  }

  @Override
  public String idempotencyKey() {
    return attempt.claim().executionId() + "/" + attempt.claim().stepId();
  }

  @Override
  public Map<StepId, JsonObject> inputs() {
    rights.check(attempt, HandlerRights.READ);
    return Inputs.of(storage, attempt);
  }

  @Override
  public JsonObject memory() {
    rights.check(attempt, HandlerRights.READ);
    if (attempt.claim().attempt() == 1) {
      return JsonObject.empty();
    }
    return storage
        .work()
        .step(attempt.tenant(), attempt.claim().executionId(), attempt.claim().index())
        .map(step -> StepRecord.of(step.result()).memoryOrEmpty())
        .orElse(JsonObject.empty());
  }

  @Override
  public Optional<Decision> decision(String question, ApprovalRequest request) {
    rights.check(attempt, HandlerRights.DECISION);
    String key = Gate.stepKey(executionId(), attempt.claim().index(), question);
    String digest = Digest.of(new GateContent(storage).of(attempt, request));
    return commits.apply("the decision on " + question, () -> use(key, request, digest));
  }

  /** An approval that is told to the handler is used up in a commit before. */
  private Commits.Change<Optional<Decision>> use(
      String key, ApprovalRequest request, String digest) {
    Optional<Approvals.Asked> found =
        approvals
            .find(attempt.tenant(), key)
            .filter(asked -> asked.record().asks(request, digest))
            .filter(this::isDecided);
    if (found.isEmpty()) {
      return new Commits.Change<>(null, Optional.empty());
    }
    Approvals.Asked asked = found.get();
    Optional<Decision> decision = Optional.of(decision(asked));
    if (asked.status() != ConfirmStatus.APPROVED || asked.record().consumedAt() != null) {
      return new Commits.Change<>(null, decision);
    }
    return new Commits.Change<>(
        ChangeSet.builder(attempt.tenant())
            .addAll(approvals.consume(asked, Times.micros(storage.now())))
            .build(),
        decision);
  }

  /** What another run was refused, this one may ask anew. */
  private boolean isDecided(Approvals.Asked asked) {
    return switch (asked.status()) {
      case PENDING -> false;
      case APPROVED -> true;
      case REJECTED, CANCELLED ->
          asked.record().gate().runId().equals(runId()) && asked.record().decidedBy() != null;
    };
  }

  private static Decision decision(Approvals.Asked asked) {
    Confirm confirm = asked.confirm().value();
    List<ConfirmDecision> decisions = Objects.requireNonNull(confirm.decisions());
    ConfirmDecision last = decisions.get(decisions.size() - 1);
    return new Decision(
        confirm.confirmId(),
        asked.status() == ConfirmStatus.APPROVED,
        Objects.requireNonNull(asked.record().decidedBy()),
        last.decidedAt(),
        last.reason(),
        asked.record().digest());
  }

  @Override
  public Segment segment(String label) {
    rights.check(attempt, HandlerRights.TRACE);
    return segments.open(null, label);
  }

  @Override
  public String traceparent() {
    return attempt.traceparent(
        Traceparent.spanId(TraceSegments.stepId(attempt.claim().runId(), attempt.stepId())));
  }

  /** The handler is back. */
  void end() {
    segments.finish();
  }

  @Override
  public boolean isCancelled() {
    return attempt.stop() != Attempt.Stop.NONE;
  }
}
