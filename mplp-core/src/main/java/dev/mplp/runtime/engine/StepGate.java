package dev.mplp.runtime.engine;

import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Digest;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.confirm.LateGate;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gates inside a plan: before a step, and what its handler asks.
 *
 * <p>Asking and parking are one commit, so that a decision always finds a parked step to continue;
 * parking on a Confirm that is already there checks in its commit that it is still pending. Passing
 * uses the approval up in a commit, for exactly the content that is there now; a step whose worker
 * died after that finds it used up by its run for the same content, and passes; a later run, and
 * any other content, asks anew.
 */
final class StepGate {

  private final Storage storage;
  private final Commits commits;
  private final Approvals approvals;
  private final GateContent contents;

  StepGate(Storage storage, Commits commits) {
    this.storage = storage;
    this.commits = commits;
    this.approvals = new Approvals(storage);
    this.contents = new GateContent(storage);
  }

  /** What came of a look at a gate. */
  sealed interface Look {
    /** The step may go on. */
    record Open() implements Look {}

    /** Nobody will let it go on. */
    record Refused(StepError error) implements Look {}

    /** The step was parked, or could not be: what the storage answered. */
    record Parked(CommitResult result) implements Look {}
  }

  /**
   * What is asked at a gate, as it is now.
   *
   * @param by who asks
   * @param content all that the digest covers
   * @param memory what the handler wants back
   */
  private record Question(
      Gate gate, ApprovalRequest request, String by, GateContent.Read content, JsonObject memory) {

    private boolean isOf(Approvals.Asked asked) {
      return asked.record().asks(request, Digest.of(content.json()));
    }

    private boolean isOfItsRun(Approvals.Asked asked) {
      return asked.record().gate().runId().equals(gate.runId());
    }
  }

  /** The gate before a step. */
  Look before(Attempt attempt, LateGate asks) {
    while (true) {
      Question question =
          new Question(
              gate(attempt, null),
              asks.request(),
              asks.by(),
              contents.of(attempt, asks.request()),
              JsonObject.empty());
      Optional<Approvals.Asked> asked = approvals.find(attempt.tenant(), question.gate().key());
      Look look =
          asked.isEmpty()
              ? park(attempt, question, 0, null)
              : decided(attempt, question, asked.get());
      if (look != null) {
        return look;
      }
    }
  }

  private @Nullable Look decided(Attempt attempt, Question question, Approvals.Asked asked) {
    boolean same = question.isOf(asked);
    boolean thisRun = question.isOfItsRun(asked);
    return switch (asked.status()) {
      case PENDING ->
          same
              ? wait(attempt, asked, question.memory())
              : park(attempt, question, asked.gateVersion(), asked);
      case APPROVED -> {
        boolean used = asked.record().consumedAt() != null;
        if (same && !used) {
          yield consume(attempt, question, asked);
        }
        if (same && thisRun) {
          yield new Look.Open();
        }
        yield park(attempt, question, asked.gateVersion(), used ? null : asked);
      }
      case REJECTED, CANCELLED ->
          thisRun
              ? new Look.Refused(refusal(asked))
              : park(attempt, question, asked.gateVersion(), null);
    };
  }

  /** Uses it up, provided that the content is that of the question when the set is committed. */
  private @Nullable Look consume(Attempt attempt, Question question, Approvals.Asked asked) {
    ChangeSet set =
        ChangeSet.builder(attempt.tenant())
            .addAll(approvals.consume(asked, run(attempt), Times.micros(storage.now())))
            .add(unchanged(asked, true))
            .add(question.content().unchanged())
            .build();
    return commits.commit(set).isCommitted() ? new Look.Open() : null;
  }

  /** The Confirm is as it was read; the record is put or checked beside it. */
  private static Change unchanged(Approvals.Asked asked, boolean confirm) {
    return confirm
        ? new Change.CheckDocument(
            Kinds.CONFIRM, asked.record().confirmId().value(), asked.confirm().version())
        : new Change.CheckDocument(
            Kinds.APPROVAL, asked.record().confirmId().value(), asked.record().version());
  }

  /** What a handler asks. */
  Look ask(Attempt attempt, StepResult.Asked asks) {
    while (true) {
      Question question =
          new Question(
              gate(attempt, asks.question()),
              asks.request(),
              attempt.info().principal().subject(),
              contents.of(attempt, asks.request()),
              asks.memory());
      Optional<Approvals.Asked> found = approvals.find(attempt.tenant(), question.gate().key());
      Look look =
          found.isEmpty()
              ? park(attempt, question, 0, null)
              : askedBefore(attempt, question, found.get(), asks.question());
      if (look != null) {
        return look;
      }
    }
  }

  private @Nullable Look askedBefore(
      Attempt attempt, Question question, Approvals.Asked asked, String name) {
    boolean same = question.isOf(asked);
    boolean pending = asked.status() == ConfirmStatus.PENDING;
    if (pending && same) {
      return wait(attempt, asked, question.memory());
    }
    boolean usable =
        asked.status() == ConfirmStatus.APPROVED && asked.record().consumedAt() == null;
    if (same && (question.isOfItsRun(asked) || usable)) {
      return new Look.Refused(
          StepError.permanent(
              "ALREADY_DECIDED",
              "the handler asked "
                  + name
                  + " again though it is decided; it finds the answer with call.decision(\""
                  + name
                  + "\", request), for the same request"));
    }
    return park(attempt, question, asked.gateVersion(), pending || usable ? asked : null);
  }

  private static RunId run(Attempt attempt) {
    return new RunId(attempt.claim().runId());
  }

  private static Gate gate(Attempt attempt, @Nullable String question) {
    return new Gate(
        attempt.info().contextId(),
        attempt.info().planId(),
        ExecutionInfo.id(attempt.claim()),
        run(attempt),
        new Gate.GatedStep(attempt.stepId(), attempt.claim().index(), question));
  }

  /** Parks on a Confirm that is pending, provided that it still is when the set is committed. */
  private @Nullable Look wait(Attempt attempt, Approvals.Asked asked, JsonObject memory) {
    ChangeSet.Builder set = ChangeSet.builder(attempt.tenant());
    set.add(unchanged(asked, true)).add(unchanged(asked, false));
    return commit(set, attempt, asked.record().confirmId(), memory);
  }

  private @Nullable Look park(
      Attempt attempt, Question question, long gateVersion, Approvals.@Nullable Asked former) {
    Instant now = Times.micros(storage.now());
    ChangeSet.Builder set = ChangeSet.builder(attempt.tenant());
    if (former != null) {
      set.addAll(approvals.cancel(former, "what it was about has changed", now));
    }
    String role = attempt.payload().agentRole();
    Approvals.Request asked =
        approvals.request(
            question.gate(),
            gateVersion,
            question.request(),
            question.by(),
            role == null ? question.by() : role,
            question.content().json(),
            now);
    set.addAll(asked.changes());
    return commit(set, attempt, asked.confirmId(), question.memory());
  }

  private @Nullable Look commit(
      ChangeSet.Builder set, Attempt attempt, ConfirmId confirmId, JsonObject memory) {
    StepId stepId = attempt.stepId();
    set.add(
        new Change.SettleStep(
            attempt.claim().executionId(),
            attempt.claim().index(),
            attempt.claim().attempt(),
            attempt.worker(),
            new Settlement.Park(null),
            StepRecord.parked(memory)));
    set.add(
        new Change.AppendLog(
            StepRecords.stepParked(
                attempt.run(),
                stepId,
                attempt.claim().index(),
                attempt.claim().attempt(),
                confirmId,
                null)));
    CommitResult result = commits.commit(set.build());
    return result instanceof CommitResult.Conflict ? null : new Look.Parked(result);
  }

  private static StepError refusal(Approvals.Asked asked) {
    return StepError.permanent(
        StepError.APPROVAL_REJECTED,
        "confirm "
            + asked.record().confirmId()
            + " before this step was "
            + asked.status().wire()
            + (asked.record().decidedBy() == null ? "" : " by " + asked.record().decidedBy()));
  }
}
