package dev.mplp.runtime.plan;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.runtime.confirm.ApprovalRecord;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Removes an execution that has ended, with its steps and gates, in one commit over the versions
 * that were read: one that is resumed meanwhile stays. Its Traces and Confirms are objects of their
 * own.
 */
public final class PurgeExecution {

  private static final int PAGE = 500;

  private final Caller caller;

  /** Removes executions of the caller's tenant. */
  public PurgeExecution(Caller caller) {
    this.caller = caller;
  }

  /**
   * Removes one.
   *
   * @param withPlan whether its plan goes too, and need not tell how its steps ended
   * @return false when it is open, or what it completed could not be undone and waits for somebody,
   *     or it is being changed
   */
  public boolean purge(Document document, boolean withPlan) {
    ExecutionRecord record = ExecutionRecord.of(document);
    if (record.isOpen()) {
      return false;
    }
    ExecutionId id = record.executionId();
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    set.add(new Change.DeleteDocument(Kinds.EXECUTION, id.value(), record.version()));
    set.add(new Change.RemoveExecution(id.uuid()));
    CompensationRecord compensation = record.compensation();
    if (compensation != null) {
      set.add(new Change.RemoveExecution(compensation.workId()));
    }
    if (!withPlan) {
      remember(set, record.planId(), id);
    }
    removeGates(set, id);
    removeRequests(set, id);
    remove(set, Kinds.BUDGET, id.value());
    return caller.commits().commit(set.build()).isCommitted();
  }

  private void remember(ChangeSet.Builder set, PlanId planId, ExecutionId id) {
    PlanRuntime runtime = PlanRuntime.of(caller.storage(), caller.tenant(), planId);
    if (id.equals(runtime.execution())
        && caller.storage().work().execution(caller.tenant(), id.uuid()).isPresent()) {
      set.add(runtime.unchanged(planId));
      set.add(SettledSteps.remember(caller.storage(), caller.tenant(), planId, id));
    }
  }

  private void removeGates(ChangeSet.Builder set, ExecutionId id) {
    Set<String> gates = new LinkedHashSet<>(); // several Confirms may have asked at one
    each(Kinds.APPROVAL, id, found -> gates.add(ApprovalRecord.of(found).gate().key()));
    for (String gate : gates) {
      remove(set, Kinds.GATE, gate);
    }
  }

  /** Of steps that were stopped while agents were at them; their timers find nothing and go. */
  private void removeRequests(ChangeSet.Builder set, ExecutionId id) {
    each(
        Kinds.REMOTE_STEP,
        id,
        found ->
            set.add(
                new Change.DeleteDocument(Kinds.REMOTE_STEP, found.key().id(), found.version())));
  }

  /** The documents of a kind that belong to an execution. */
  private void each(String kind, ExecutionId id, Consumer<Document> visitor) {
    Map<String, String> where = Map.of("execution_id", id.value());
    long after = 0;
    List<Document> page;
    do {
      page = caller.storage().list(new DocumentQuery(caller.tenant(), kind, where, after, PAGE));
      for (Document document : page) {
        after = document.order();
        visitor.accept(document);
      }
    } while (page.size() == PAGE);
  }

  private void remove(ChangeSet.Builder set, String kind, String id) {
    caller
        .storage()
        .get(new DocumentKey(caller.tenant(), kind, id))
        .map(Document::version)
        .ifPresent(version -> set.add(new Change.DeleteDocument(kind, id, version)));
  }
}
