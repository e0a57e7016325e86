package dev.mplp.runtime.plan;

import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import dev.mplp.plan.RevisionState;
import dev.mplp.plan.Revisions;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.event.RevisionRecords;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of proposed revisions when the plan that they were made for is another one: they are
 * overtaken, and requests and approvals of them are void, in the commit that changes the plan.
 */
final class OvertakenRevisions {

  private OvertakenRevisions() {}

  /**
   * The changes, with that of what belongs to the plan: afterwards no revision is open.
   *
   * @param runtime as it was read
   * @param applied the one that is not overtaken; null for none
   */
  static List<Change> changes(
      Storage storage,
      String tenant,
      PlanId planId,
      PlanRuntime runtime,
      @Nullable RevisionId applied,
      String reason,
      Instant now) {
    if (!runtime.revisions()) {
      return List.of(runtime.unchanged(planId));
    }
    List<Change> changes = new ArrayList<>();
    changes.add(runtime.revised(false).put(planId));
    changes.addAll(each(storage, tenant, planId, applied, reason, now));
    return changes;
  }

  /** The changes of the revisions alone. */
  static List<Change> each(
      Storage storage,
      String tenant,
      PlanId planId,
      @Nullable RevisionId applied,
      String reason,
      Instant now) {
    List<Change> changes = new ArrayList<>();
    for (Document document : open(storage, tenant, planId)) {
      Revision revision = Revision.of(document);
      if (!revision.id().equals(applied)) {
        changes.addAll(settle(storage, tenant, revision, RevisionState.OVERTAKEN, reason, now));
      }
    }
    return changes;
  }

  /** Those that may yet be applied. */
  static List<Document> open(Storage storage, String tenant, PlanId planId) {
    return storage.list(
        new DocumentQuery(
            tenant, Kinds.REVISION, Map.of("open_for", planId.value()), 0, Revisions.MOST_OPEN));
  }

  /**
   * A revision comes to an end without being applied: its request or approval is void, unless it
   * was decided against.
   */
  static List<Change> settle(
      Storage storage,
      String tenant,
      Revision revision,
      RevisionState to,
      String reason,
      Instant now) {
    List<Change> changes = new ArrayList<>();
    Revision ended = revision.moved(to, reason, now);
    if (revision.summary().confirmId() != null) {
      Approvals approvals = new Approvals(storage);
      approvals
          .find(tenant, revision.gate().key())
          .filter(asked -> isUndecided(asked) || isUnused(asked))
          .ifPresent(asked -> changes.addAll(approvals.cancel(asked, reason, now)));
    }
    changes.add(ended.put());
    changes.add(new Change.AppendLog(RevisionRecords.settled(ended.summary(), ended.gate().run())));
    return changes;
  }

  private static boolean isUndecided(Approvals.Asked asked) {
    return asked.status() == ConfirmStatus.PENDING;
  }

  private static boolean isUnused(Approvals.Asked asked) {
    return asked.status() == ConfirmStatus.APPROVED && asked.record().consumedAt() == null;
  }
}
