package dev.mplp.runtime.confirm;

import dev.mplp.ConflictException;
import dev.mplp.MplpException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.approval.Course;
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

  /** Withdraws what the caller asked for. */
  Commits.Change<Outcome> withdraw(Stored stored, @Nullable String reason, Instant now) {
    ApprovalRecord record = stored.record();
    String subject = caller.subject();
    if (!record.requestedBy().equals(subject)) {
      throw denied(
          "cancel", stored.id(), "only " + record.requestedBy() + ", who asked, may withdraw it");
    }
    stored.checkOpen(ConfirmStatus.CANCELLED.wire());
    Confirm confirm =
        stored.decided(
            DecisionStatus.CANCELLED, subject, ConfirmStatus.CANCELLED, subject, reason, now);
    ApprovalAct act =
        Acts.act(record, ApprovalAct.Kind.WITHDRAWN, subject, reason, confirm.status(), now);
    Filing filing = new Filing(record.decided(subject, false), now);
    JsonObject content = contents.seen(record).content();
    return done(stored, filing, confirm, act, RecordTypes.CONFIRM_CANCELLED, content, now);
  }

  /** A decision: with it goes all that depends on whether the approval can still be decided. */
  Commits.Change<Outcome> done(
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
      ApprovalClock.follow(filing.record(), now).forEach(filing::add);
    }
    Gate gate = ended ? filing.record().gate() : null;
    return file(filing, new Outcome(Views.of(confirm, filing.record(), content), gate, null));
  }

  /** Something that decides nothing: it is handed on, taken back, or escalated. */
  Commits.Change<Outcome> arrange(
      Stored stored, Course course, ApprovalAct act, String type, Instant now) {
    checkRoom(stored);
    Confirm confirm = stored.confirm().value();
    JsonObject content = contents.seen(stored.record()).content();
    Filing filing = new Filing(stored.record().with(course), now);
    filing.act(act);
    filing.log(type, confirm, act, content);
    return file(filing, new Outcome(Views.of(confirm, filing.record(), content), null, null));
  }

  /** Stores what was filed. */
  Commits.Change<Outcome> file(Filing filing, Outcome outcome) {
    return new Commits.Change<>(
        ChangeSet.builder(caller.tenant()).addAll(filing.done()).build(), outcome);
  }

  static void checkRoom(Stored stored) {
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

  /** Refused by the policy of the approval, whatever the authorizer says. */
  PermissionDeniedException denied(String action, ConfirmId id, String reason) {
    caller.denied("confirm." + action, id, reason);
    return new PermissionDeniedException("confirm " + id + ": " + reason);
  }
}
