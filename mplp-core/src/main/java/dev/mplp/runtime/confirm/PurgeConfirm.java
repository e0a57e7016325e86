package dev.mplp.runtime.confirm;

import dev.mplp.ConflictException;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.object.Adoption;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes Confirms that are over, each in one commit with all that belongs to it: its record with
 * the contents of its rounds, its acts, and the gate that names it.
 */
public final class PurgeConfirm {

  private static final int PAGE = 500;

  private final Caller caller;
  private final Approvals approvals;

  /** Removes Confirms of the caller's tenant. */
  public PurgeConfirm(Caller caller) {
    this.caller = caller;
    this.approvals = new Approvals(caller.storage());
  }

  /**
   * Removes one.
   *
   * @throws dev.mplp.NotFoundException when there is none
   * @throws ConflictException code {@code NOT_OVER} while it can be decided, or the execution whose
   *     gate it opens has not ended; {@code LOCKED}
   */
  public void purge(ConfirmId id) {
    caller.commits().apply("confirm " + id, () -> new Commits.Change<>(removing(id), id));
  }

  /** Whether somebody decides on it still who does not wait for the end of an execution. */
  public boolean isOpenWithoutRun(ConfirmId id) {
    return approvals
        .findRecord(caller.tenant(), id)
        .filter(record -> record.open() && !record.gate().isOfRun())
        .isPresent();
  }

  private ChangeSet removing(ConfirmId id) {
    Versioned<Confirm> confirm = approvals.confirm(caller.tenant(), id);
    Optional<ApprovalRecord> record = approvals.findRecord(caller.tenant(), id);
    var contextId = Adoption.contextOf(caller, ObjectType.CONFIRM, confirm.value());
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    set.add(new Change.DeleteDocument(Kinds.CONFIRM, id.value(), confirm.version()));
    set.addAll(Locks.check(caller, confirm.value(), contextId));
    if (record.isPresent()) {
      checkOver(record.get(), set);
      removeGate(record.get(), set);
      set.add(new Change.DeleteDocument(Kinds.APPROVAL, id.value(), record.get().version()));
      removeActs(id, set);
    } else {
      checkOver(confirm.value());
    }
    return set.add(new Change.AppendLog(Records.purged(confirm.value(), contextId))).build();
  }

  /** One that a gate of this runtime asked for. */
  private void checkOver(ApprovalRecord record, ChangeSet.Builder set) {
    if (record.open()) {
      throw notOver(record.confirmId(), "it can still be decided; withdraw it first");
    }
    if (!record.gate().isOfRun()) {
      return;
    }
    String execution = record.gate().executionId().value();
    Optional<Document> found = find(Kinds.EXECUTION, execution);
    if (found.isPresent()) {
      if ("true".equals(found.get().index().get("open"))) {
        throw notOver(
            record.confirmId(),
            "execution " + execution + ", whose gate it is about, has not ended");
      }
      set.add(new Change.CheckDocument(Kinds.EXECUTION, execution, found.get().version()));
    }
  }

  /** One that was imported: a plan may still take it up. */
  private void checkOver(Confirm confirm) {
    boolean mayBeTakenUp =
        confirm.targetType() == ConfirmTarget.PLAN
            && find(Kinds.PLAN, confirm.targetId().value()).isPresent();
    if (confirm.status() == ConfirmStatus.PENDING && mayBeTakenUp) {
      throw notOver(
          confirm.confirmId(),
          "plan " + confirm.targetId() + " takes it up when it is executed; purge the plan first");
    }
  }

  private static ConflictException notOver(ConfirmId id, String why) {
    return new ConflictException("NOT_OVER", "confirm " + id + " cannot be purged: " + why);
  }

  /** A step that is resumed asks anew then. */
  private void removeGate(ApprovalRecord record, ChangeSet.Builder set) {
    if (!record.gate().isOfRun()) {
      return;
    }
    String key = record.gate().key();
    find(Kinds.GATE, key)
        .filter(gate -> names(gate, record.confirmId()))
        .ifPresent(gate -> set.add(new Change.DeleteDocument(Kinds.GATE, key, gate.version())));
  }

  private static boolean names(Document gate, ConfirmId id) {
    return Wire.object(gate.body()).string("confirm_id").orElseThrow().equals(id.value());
  }

  private void removeActs(ConfirmId id, ChangeSet.Builder set) {
    Map<String, String> where = Map.of("confirm_id", id.value());
    long after = 0;
    List<Document> page;
    do {
      page =
          caller
              .storage()
              .list(new DocumentQuery(caller.tenant(), Kinds.APPROVAL_ACT, where, after, PAGE));
      for (Document act : page) {
        after = act.order();
        set.add(new Change.DeleteDocument(Kinds.APPROVAL_ACT, act.key().id(), act.version()));
      }
    } while (page.size() == PAGE);
  }

  private Optional<Document> find(String kind, String id) {
    return caller.storage().get(new DocumentKey(caller.tenant(), kind, id));
  }
}
