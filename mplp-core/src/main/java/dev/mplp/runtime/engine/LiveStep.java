package dev.mplp.runtime.engine;

import dev.mplp.agent.Decision;
import dev.mplp.agent.StepCall;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmDecision;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Digest;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a handler sees of its attempt at a step, and what was decided on its questions. */
final class LiveStep extends LiveCall implements StepCall {

  private final Approvals approvals;

  LiveStep(
      Attempt attempt,
      HandlerRights rights,
      Storage storage,
      Commits commits,
      Approvals approvals,
      CountUsage usage) {
    super(attempt, rights, storage, commits, usage);
    this.approvals = approvals;
  }

  @Override
  public Optional<Decision> decision(String question, ApprovalRequest request) {
    rights.check(attempt, HandlerRights.DECISION);
    String key = Gate.stepKey(executionId(), attempt.claim().index(), question);
    GateContent contents = new GateContent(storage);
    return commits.apply(
        "the decision on " + question, () -> use(key, request, contents.of(attempt, request)));
  }

  /** An approval that is told to the handler is used up in a commit before. */
  private Commits.Change<Optional<Decision>> use(
      String key, ApprovalRequest request, GateContent.Read content) {
    String digest = Digest.of(content.json());
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
            .addAll(approvals.consume(asked, runId(), Times.micros(storage.now())))
            .add(content.unchanged())
            .build(),
        decision);
  }

  /** What another run was refused, or has used up, this one may ask anew. */
  private boolean isDecided(Approvals.Asked asked) {
    return switch (asked.status()) {
      case PENDING -> false;
      case APPROVED -> asked.record().countsIn(runId());
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
}
