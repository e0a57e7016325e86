package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.runtime.approval.Timing;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What time does to approvals: reminds, extends, escalates, lets expire. Each happens in one commit
 * with the change of the record that it follows from, so that of any number of replicas one does it
 * once. Whoever comes to decide when the time is over does it too, before deciding.
 */
public final class ApprovalClock {

  /** Whoever decides opens the gate at once; when that fails, the timer does it after so long. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Storage storage;
  private final Commits commits;
  private final Approvals approvals;

  /** The clock of this storage. */
  public ApprovalClock(Storage storage, Commits commits) {
    this.storage = storage;
    this.commits = commits;
    this.approvals = new Approvals(storage);
  }

  /**
   * Does everything that is due.
   *
   * @return the gate of a request that has expired; empty when nothing has
   */
  public Optional<Gate> onTimer(String tenant, ConfirmId confirmId) {
    while (true) {
      Passed passed = commits.apply("confirm " + confirmId, () -> pass(tenant, confirmId));
      if (passed.closed() != null || !passed.again()) {
        return Optional.ofNullable(passed.closed());
      }
    }
  }

  private record Passed(boolean again, @Nullable Gate closed) {}

  private Commits.Change<Passed> pass(String tenant, ConfirmId confirmId) {
    Optional<ApprovalRecord> found = approvals.findRecord(tenant, confirmId);
    if (found.isEmpty()) { // erased
      commits.commit(
          ChangeSet.builder(tenant)
              .add(new Change.RemoveTimer(Kinds.TIMER_CONFIRM, confirmId.value()))
              .build());
      return new Commits.Change<>(null, new Passed(false, null));
    }
    ApprovalRecord record = found.get();
    if (!record.open()) { // whoever closed it removed the timer
      return new Commits.Change<>(null, new Passed(false, null));
    }
    Stored stored = new Stored(approvals.confirm(tenant, confirmId), record);
    Filing filing = pass(stored, Times.micros(storage.now()));
    if (filing == null) {
      return new Commits.Change<>(null, new Passed(false, null));
    }
    ChangeSet set = ChangeSet.builder(tenant).addAll(filing.done()).build();
    boolean closed = !filing.record().open();
    return new Commits.Change<>(set, new Passed(!closed, closed ? record.gate() : null));
  }

  /** What is due first, null when nothing is. */
  static @Nullable Filing pass(Stored stored, Instant now) {
    ApprovalRecord record = stored.record();
    Confirm confirm = stored.confirm().value();
    Timing timing = Timing.pass(record.policy(), record.course(), now);
    if (timing instanceof Timing.Early) {
      return null;
    }
    Filing filing = new Filing(record, now);
    if (timing instanceof Timing.Reminded reminded) {
      filing.become(record.with(reminded.course()));
      filing.log(RecordTypes.CONFIRM_REMINDED, confirm, null, JsonObject.empty());
    } else if (timing instanceof Timing.Extended extended) {
      ApprovalAct act = act(record, ApprovalAct.Kind.EXTENDED, confirm.status(), now);
      filing.become(record.with(extended.course()));
      filing.act(act);
      filing.log(RecordTypes.CONFIRM_EXTENDED, confirm, act, JsonObject.empty());
    } else if (timing instanceof Timing.Escalated escalated) {
      ApprovalAct act = act(record, ApprovalAct.Kind.ESCALATED, confirm.status(), now);
      filing.become(record.with(escalated.course()));
      filing.act(act);
      filing.log(RecordTypes.CONFIRM_ESCALATED, confirm, act, JsonObject.empty());
    } else {
      expire(stored, filing, now);
    }
    return filing;
  }

  private static void expire(Stored stored, Filing filing, Instant now) {
    ApprovalRecord record = stored.record();
    ApprovalAct act = act(record, ApprovalAct.Kind.EXPIRED, ConfirmStatus.REJECTED, now);
    Confirm confirm =
        stored.decided(
            DecisionStatus.REJECTED,
            Approvals.SYSTEM,
            ConfirmStatus.REJECTED,
            Approvals.SYSTEM,
            act.reason(),
            now);
    filing.become(record.decided(Approvals.SYSTEM, false));
    filing.put(confirm, stored.confirm().version());
    filing.act(act);
    filing.log(RecordTypes.CONFIRM_DECIDED, confirm, act, JsonObject.empty());
    follow(record, now).forEach(filing::add);
  }

  private static ApprovalAct act(
      ApprovalRecord record, ApprovalAct.Kind kind, ConfirmStatus status, Instant now) {
    String reason = "it was not decided until " + record.course().due();
    return Acts.act(record, kind, Approvals.SYSTEM, reason, status, now);
  }

  /**
   * The gate of a step lets it go on in the same commit; those of a plan and of a revision are
   * looked at by a timer; a host looks by itself.
   */
  static List<Change> follow(ApprovalRecord record, Instant now) {
    Gate gate = record.gate();
    if (!gate.isOfRun()) {
      return List.of();
    }
    if (gate.revision() != null) {
      return List.of(
          new Change.PutTimer(
              Kinds.TIMER_REVISION,
              gate.revision().value(),
              now.plus(LOOK_AGAIN),
              Wire.bytes(JsonObject.empty())));
    }
    return List.of(
        gate.step() == null
            ? new Change.PutTimer(
                Kinds.TIMER_PLAN_GATE,
                record.confirmId().value(),
                now.plus(LOOK_AGAIN),
                Wire.bytes(new JsonString(gate.executionId().value())))
            : new Change.ContinueStep(gate.executionId().uuid(), gate.step().index()));
  }
}
