package dev.mplp.runtime.confirm;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.MplpException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ContentChangedException;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.approval.Ballot;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.approval.Person;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one act of a caller on an approval: reads it, lets time pass that is over, does the act, and
 * commits all of it, until nobody interferes.
 */
final class Decide {

  private static final Logger LOG = LoggerFactory.getLogger(Decide.class);
  private static final int MOST_ACTS = 500;

  private final Caller caller;
  private final Approvals approvals;
  private final ContentSource contents;
  private final ConfirmService.AfterDecision after;

  Decide(
      Caller caller,
      Approvals approvals,
      ContentSource contents,
      ConfirmService.AfterDecision after) {
    this.caller = caller;
    this.approvals = approvals;
    this.contents = contents;
    this.after = after;
  }

  /**
   * What came of a try.
   *
   * @param view afterwards; null when there is to be another try
   * @param followed the gate that is to be looked at; null for none
   * @param thrown instead of answering
   */
  record Outcome(
      @Nullable Approval view, @Nullable Gate followed, @Nullable MplpException thrown) {}

  /** Does an act on what is stored, at a time. */
  Approval act(ConfirmId id, BiFunction<Stored, Instant, Commits.Change<Outcome>> act) {
    while (true) {
      Outcome outcome = caller.commits().apply("confirm " + id, () -> attempt(id, act));
      follow(id, outcome.followed());
      if (outcome.thrown() != null) {
        throw outcome.thrown();
      }
      if (outcome.view() != null) {
        return outcome.view();
      }
    }
  }

  private Commits.Change<Outcome> attempt(
      ConfirmId id, BiFunction<Stored, Instant, Commits.Change<Outcome>> act) {
    Stored stored =
        new Stored(approvals.confirm(caller.tenant(), id), approvals.record(caller.tenant(), id));
    Instant now = Times.micros(caller.storage().now());
    if (stored.record().open() && stored.record().course().isOver(now)) {
      Filing passed = ApprovalClock.pass(stored, now);
      if (passed != null) {
        ChangeSet set = ChangeSet.builder(caller.tenant()).addAll(passed.done()).build();
        Gate gate = passed.record().open() ? null : passed.record().gate();
        return new Commits.Change<>(set, new Outcome(null, gate, null));
      }
    }
    return act.apply(stored, now);
  }

  private void follow(ConfirmId id, @Nullable Gate gate) {
    if (gate == null) {
      return;
    }
    try {
      after.decided(caller.tenant(), gate);
    } catch (RuntimeException e) {
      LOG.warn("confirm {} is decided, its gate is looked at later: {}", id, e.toString());
    }
  }

  /** A decision in favour, of the content with this digest, or against. */
  Commits.Change<Outcome> vote(
      Stored stored,
      Person person,
      boolean approves,
      @Nullable String digest,
      @Nullable String reason,
      Instant now) {
    ConfirmStatus wanted = approves ? ConfirmStatus.APPROVED : ConfirmStatus.REJECTED;
    stored.checkOpen(wanted.wire());
    ApprovalRecord record = stored.record();
    if (record.course().rejected() && !approves) {
      throw new IllegalTransitionException(
          "confirm " + stored.id(), "rejected", "rejected", List.of("approved", "cancelled"));
    }
    JsonObject content = contents.of(record);
    String present = Digest.of(content);
    Filing filing = new Filing(record, now);
    Confirm confirm = stored.confirm().value();
    if (!present.equals(record.digest()) || record.course().rejected()) {
      filing.become(record.with(record.course().nextRound(record.policy(), present, now)));
      filing.log(RecordTypes.CONFIRM_ROUND, confirm, null, content);
    }
    Ballot ballot = Ballot.cast(record.matter(), filing.record().course(), person, approves, now);
    if (ballot instanceof Ballot.Denied denied) {
      throw denied(stored.id(), denied.reason());
    }
    if (digest != null && !digest.equals(present)) {
      boolean changed = !present.equals(record.digest());
      return changed(stored, changed ? filing : new Filing(record, now), changed, content, digest);
    }
    if (!(ballot instanceof Ballot.Counted counted)) {
      return new Commits.Change<>(
          null, new Outcome(Views.of(confirm, record, content), null, null));
    }
    return counted(stored, filing, counted, person, content, reason, now);
  }

  private Commits.Change<Outcome> changed(
      Stored stored, Filing filing, boolean newRound, JsonObject content, String digest) {
    Outcome outcome =
        new Outcome(
            Views.of(stored.confirm().value(), filing.record(), content),
            null,
            new ContentChangedException(stored.id(), digest, filing.record().digest()));
    ChangeSet set =
        newRound ? ChangeSet.builder(caller.tenant()).addAll(filing.done()).build() : null;
    return new Commits.Change<>(set, outcome);
  }

  private Commits.Change<Outcome> counted(
      Stored stored,
      Filing filing,
      Ballot.Counted counted,
      Person person,
      JsonObject content,
      @Nullable String reason,
      Instant now) {
    checkRoom(stored);
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
    boolean open =
        counted.verdict() == Ballot.Verdict.OPEN
            || (counted.verdict() == Ballot.Verdict.REJECTED && record.policy().revisable());
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
    filing.keep(content);
    return done(stored, filing, confirm, act, RecordTypes.CONFIRM_DECIDED, content, now);
  }

  /** Withdraws what the caller asked for. */
  Commits.Change<Outcome> withdraw(Stored stored, @Nullable String reason, Instant now) {
    ApprovalRecord record = stored.record();
    String subject = caller.subject();
    if (!record.requestedBy().equals(subject)) {
      throw denied(stored.id(), "only " + record.requestedBy() + ", who asked, may withdraw it");
    }
    stored.checkOpen(ConfirmStatus.CANCELLED.wire());
    Confirm confirm =
        stored.decided(
            DecisionStatus.CANCELLED, subject, ConfirmStatus.CANCELLED, subject, reason, now);
    ApprovalAct act =
        Acts.act(record, ApprovalAct.Kind.WITHDRAWN, subject, reason, confirm.status(), now);
    Filing filing = new Filing(record.decided(subject, false), now);
    return done(
        stored, filing, confirm, act, RecordTypes.CONFIRM_CANCELLED, contents.of(record), now);
  }

  private Commits.Change<Outcome> done(
      Stored stored,
      Filing filing,
      Confirm confirm,
      ApprovalAct act,
      String type,
      JsonObject content,
      Instant now) {
    List<Change> override =
        Locks.check(caller, stored.confirm().value(), filing.record().gate().contextId());
    override.forEach(filing::add);
    filing.put(confirm, stored.confirm().version());
    filing.act(act);
    filing.log(type, confirm, act, content);
    boolean ended = !filing.record().open();
    if (ended) {
      filing.add(ApprovalClock.follow(filing.record(), now));
    }
    ChangeSet set = ChangeSet.builder(caller.tenant()).addAll(filing.done()).build();
    Gate gate = ended ? filing.record().gate() : null;
    return new Commits.Change<>(
        set, new Outcome(Views.of(confirm, filing.record(), content), gate, null));
  }

  /** Something that decides nothing: it is handed on, taken back, or escalated. */
  Commits.Change<Outcome> arrange(
      Stored stored, Course course, ApprovalAct act, String type, Instant now) {
    checkRoom(stored);
    Confirm confirm = stored.confirm().value();
    JsonObject content = contents.of(stored.record());
    Filing filing = new Filing(stored.record().with(course), now);
    filing.act(act);
    filing.log(type, confirm, act, content);
    ChangeSet set = ChangeSet.builder(caller.tenant()).addAll(filing.done()).build();
    return new Commits.Change<>(
        set, new Outcome(Views.of(confirm, filing.record(), content), null, null));
  }

  private static void checkRoom(Stored stored) {
    if (stored.record().filed().acts() >= MOST_ACTS) {
      throw new ConflictException(
          "TOO_MANY_ACTS",
          "confirm "
              + stored.id()
              + " has "
              + MOST_ACTS
              + " acts; withdraw it and ask for the approval anew");
    }
  }

  static PermissionDeniedException denied(ConfirmId id, String reason) {
    return new PermissionDeniedException("confirm " + id + ": " + reason);
  }
}
