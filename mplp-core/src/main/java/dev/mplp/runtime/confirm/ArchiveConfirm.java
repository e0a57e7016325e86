package dev.mplp.runtime.confirm;

import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.Executions;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import java.util.List;
import java.util.Optional;

/** Puts Confirms away on which nothing hangs any more, over the record that was read. */
final class ArchiveConfirm {

  private final Caller caller;
  private final Approvals approvals;

  ArchiveConfirm(Caller caller, Approvals approvals) {
    this.caller = caller;
    this.approvals = approvals;
  }

  void archive(ConfirmId id) {
    Archive.archive(
        caller,
        ObjectType.CONFIRM,
        id,
        this::isOver,
        "withdrawn, void or decided, and an approval used up",
        confirm -> List.of(unchanged(confirm.confirmId())));
  }

  private Change unchanged(ConfirmId id) {
    long version =
        approvals.findRecord(caller.tenant(), id).map(ApprovalRecord::version).orElse(0L);
    return new Change.CheckDocument(Kinds.APPROVAL, id.value(), version);
  }

  private boolean isOver(Confirm confirm) {
    Optional<ApprovalRecord> record = approvals.findRecord(caller.tenant(), confirm.confirmId());
    if (record.isEmpty()) { // it was imported, and is history
      return confirm.status() != ConfirmStatus.PENDING;
    }
    boolean opensNothing =
        confirm.status() != ConfirmStatus.APPROVED
            || record.get().consumedAt() != null
            || isOver(record.get().gate());
    return !record.get().open() && opensNothing;
  }

  /**
   * What failed may be resumed, and asks again for what it was approved; what a host asked for may
   * be used at any time.
   */
  private boolean isOver(Gate gate) {
    if (!gate.isOfRun()) {
      return false;
    }
    return new Executions(caller.storage())
        .find(caller.tenant(), gate.executionId())
        .map(ExecutionRecord::state)
        .map(state -> state.isTerminal() && state != ExecutionState.FAILED)
        .orElse(true);
  }
}
