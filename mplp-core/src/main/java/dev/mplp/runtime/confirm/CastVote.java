package dev.mplp.runtime.confirm;

import dev.mplp.IllegalTransitionException;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ContentChangedException;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.approval.Ballot;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.approval.Entitlement;
import dev.mplp.runtime.approval.Person;
import dev.mplp.runtime.confirm.Decide.Outcome;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.store.Commits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision of somebody, in favour or against:
 *
 * <ol>
 *   <li>When the content is no longer that of the round, or the round was rejected and may be
 *       revised, another round begins, in the same commit.
 *   <li>The decision is made in it, if they are asked there and looked at its content.
 *   <li>Else nothing is decided. But whoever was asked in the former round, or is asked in the new
 *       one, has found out that the content changed: the new round is stored, so that those who are
 *       asked in its first stage have it in their inboxes.
 * </ol>
 */
final class CastVote {

  private final Decide decide;
  private final ContentSource contents;

  CastVote(Decide decide, ContentSource contents) {
    this.decide = decide;
    this.contents = contents;
  }

  /**
   * Decides.
   *
   * @param digest of the content that they looked at; null when that does not matter
   */
  Commits.Change<Outcome> cast(
      Stored stored,
      Person person,
      boolean approves,
      @Nullable String digest,
      @Nullable String reason,
      Instant now) {
    stored.checkOpen((approves ? ConfirmStatus.APPROVED : ConfirmStatus.REJECTED).wire());
    ApprovalRecord record = stored.record();
    if (record.course().rejected() && !approves) {
      throw new IllegalTransitionException(
          "confirm " + stored.id(), "rejected", "rejected", List.of("approved", "cancelled"));
    }
    ContentSource.Seen seen = contents.seen(record);
    if (approves) {
      seen.checkThere();
    }
    JsonObject content = seen.content();
    String present = seen.digest();
    boolean changed = !present.equals(record.digest());
    Filing filing = new Filing(record, now);
    if (changed || record.course().rejected()) {
      filing.become(record.with(record.course().nextRound(record.policy(), present, now)));
      filing.log(RecordTypes.CONFIRM_ROUND, stored.confirm().value(), null, content);
    }
    Ballot ballot = Ballot.cast(record.matter(), filing.record().course(), person, approves, now);
    if (ballot instanceof Ballot.Denied why && !(changed && wasAsked(record, person, now))) {
      throw decide.denied(approves ? "approve" : "reject", stored.id(), why.reason());
    }
    if (digest != null && !digest.equals(present)) {
      return refused(filing, changed, new ContentChangedException(stored.id(), digest, present));
    }
    if (ballot instanceof Ballot.Denied) {
      return refused(filing, true, begunAnew(filing.record()));
    }
    if (!(ballot instanceof Ballot.Counted counted)) {
      Confirm confirm = stored.confirm().value();
      return new Commits.Change<>(
          null, new Outcome(Views.of(confirm, record, content), null, null));
    }
    return counted(stored, filing, counted, person, seen, reason, now);
  }

  private static boolean wasAsked(ApprovalRecord record, Person person, Instant now) {
    return Entitlement.of(record.matter(), record.course(), person, now)
        instanceof Entitlement.Granted;
  }

  /** Decides nothing, and stores the round when it is a new one. */
  private Commits.Change<Outcome> refused(
      Filing filing, boolean newRound, ContentChangedException thrown) {
    Outcome outcome = new Outcome(null, null, thrown);
    return newRound ? decide.file(filing, outcome) : new Commits.Change<>(null, outcome);
  }

  private static ContentChangedException begunAnew(ApprovalRecord record) {
    return ContentChangedException.begunAnew(
        record.confirmId(),
        record.round(),
        record.course().rule(record.policy()).toString(),
        record.digest());
  }

  private Commits.Change<Outcome> counted(
      Stored stored,
      Filing filing,
      Ballot.Counted counted,
      Person person,
      ContentSource.Seen seen,
      @Nullable String reason,
      Instant now) {
    Decide.checkRoom(stored);
    ApprovalRecord record = filing.record();
    Course voted = record.course();
    boolean approves =
        counted.course().votes().stream()
            .anyMatch(v -> v.holder().equals(counted.holder()) && v.approves());
    ConfirmStatus status =
        switch (counted.verdict()) {
          case OPEN -> stored.status();
          case APPROVED -> ConfirmStatus.APPROVED;
          case REJECTED -> ConfirmStatus.REJECTED;
        };
    boolean revisable = record.policy().revisable() && seen.gone() == null;
    boolean open =
        counted.verdict() == Ballot.Verdict.OPEN
            || (counted.verdict() == Ballot.Verdict.REJECTED && revisable);
    DecisionStatus decision = approves ? DecisionStatus.APPROVED : DecisionStatus.REJECTED;
    Confirm confirm =
        stored.decided(decision, counted.as().name(), status, person.subject(), reason, now);
    ApprovalAct act =
        new ApprovalAct(
            stored.id(),
            record.gate().contextId(),
            approves ? ApprovalAct.Kind.APPROVED : ApprovalAct.Kind.REJECTED,
            person.subject(),
            counted.holder(),
            counted.as(),
            null,
            voted.round(),
            counted.stage() + 1,
            counted.rule().toString(),
            voted.digest(),
            now,
            reason,
            status);
    filing.become(record.with(counted.course()).decided(person.subject(), open));
    if (seen.gone() == null) {
      filing.keep(seen.content());
    }
    return decide.done(
        stored, filing, confirm, act, RecordTypes.CONFIRM_DECIDED, seen.content(), now);
  }
}
