package dev.mplp.runtime.confirm;

import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.Confirm;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.ConfirmRecords;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of one act on an approval: its record, and with it everything that lies
 * beside it. Whoever files has read the record, and the commit conflicts when it has changed since,
 * so that timer, inboxes and acts always fit it.
 */
final class Filing {

  private static final int LARGEST_CONTENT = 256 * 1024;

  private final Instant now;
  private final List<Change> changes = new ArrayList<>();
  private ApprovalRecord record;

  Filing(ApprovalRecord record, Instant now) {
    this.record = record;
    this.now = now;
  }

  /** The record as it is now. */
  ApprovalRecord record() {
    return record;
  }

  /** The record is this one from now on. */
  void become(ApprovalRecord next) {
    record = next;
  }

  /** Stores the wire form. */
  void put(Confirm confirm, long version) {
    changes.add(put(new Versioned<>(confirm, version), record.gate()));
  }

  static Change put(Versioned<Confirm> confirm, Gate gate) {
    return ProtocolObjects.put(
        confirm.value(),
        confirm.version(),
        gate.contextId().value(),
        confirm.value().status().wire());
  }

  /** Adds something else to the commit. */
  void add(Change change) {
    changes.add(change);
  }

  /** Stores what was done. */
  void act(ApprovalAct act) {
    int number = record.filed().acts() + 1;
    changes.add(Acts.put(act, number));
    record = record.with(record.filed().withActs(number));
  }

  /** Keeps what the round is about, unless it is kept or too large. */
  void keep(JsonObject content) {
    int round = record.round();
    boolean same = !record.gate().isReadAnew() && record.filed().contents() > 0;
    if (same || record.filed().contents() >= round) {
      return;
    }
    byte[] body = Wire.bytes(content);
    if (!record.gate().isReadAnew() || body.length <= LARGEST_CONTENT) {
      changes.add(
          new Change.AppendItems(
              Kinds.APPROVAL, record.confirmId().value(), round - 1L, List.of(body)));
      record = record.with(record.filed().withContents(round));
    }
  }

  /** Records it in the log. */
  void log(String type, Confirm confirm, @Nullable ApprovalAct act, JsonObject content) {
    Gate gate = record.gate();
    Approval view = Views.of(confirm, record, content);
    changes.add(
        new Change.AppendLog(
            ConfirmRecords.of(type, view, act, gate.contextId(), gate.ofRun(), gate.stepId())));
  }

  /** All changes; the record is stored, and inboxes and timer are made to fit it. */
  List<Change> done() {
    record = record.with(record.filed().withInbox(Inbox.file(record, now, changes)));
    return doneLeavingInboxes();
  }

  /** As {@link #done}, when nothing changes that an inbox shows. */
  List<Change> doneLeavingInboxes() {
    timer();
    changes.add(record.put());
    return changes;
  }

  private void timer() {
    Instant due = record.open() ? record.course().next() : null;
    Instant former = record.filed().timer();
    String id = record.confirmId().value();
    if (due == null && former != null) {
      changes.add(new Change.RemoveTimer(Kinds.TIMER_CONFIRM, id));
    } else if (due != null && !Objects.equals(due, former)) {
      changes.add(
          new Change.PutTimer(Kinds.TIMER_CONFIRM, id, due, Wire.bytes(JsonObject.empty())));
    }
    record = record.with(record.filed().withTimer(due));
  }
}
