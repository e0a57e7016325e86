package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanSummary;
import dev.mplp.runtime.confirm.PolicyDocument;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves plans that are not being executed. Each commit is over the head and the runtime record that
 * were read, so that it never crosses an execution that is being started.
 */
final class PlanMoves {

  private static final int PAGE = 500;

  private final Caller caller;
  private final PlanStore plans;

  PlanMoves(Caller caller) {
    this.caller = caller;
    this.plans = new PlanStore(caller.storage());
  }

  PlanSummary propose(PlanId planId, @Nullable ApprovalRequest request) {
    return apply(
        planId,
        (head, runtime) -> {
          runtime.checkNotOpen(planId);
          Change beside =
              request == null ? runtime.unchanged(planId) : runtime.needing(request).put(planId);
          return move(planId, head, beside, PlanStatus.PROPOSED, null);
        });
  }

  PlanSummary approve(PlanId planId, @Nullable String reason) {
    return apply(
        planId,
        (head, runtime) -> {
          runtime.checkNotOpen(planId);
          Transitions.PLAN.check("plan " + planId, head.status(), PlanStatus.APPROVED);
          if (runtime.approval() != null) {
            throw new ConflictException(
                "APPROVAL_REQUIRED",
                "plan "
                    + planId
                    + " is approved by "
                    + runtime.approval().policy().rule()
                    + "; execute it, which asks for the approval");
          }
          return move(planId, head, runtime.unchanged(planId), PlanStatus.APPROVED, reason);
        });
  }

  PlanSummary reopen(PlanId planId, @Nullable String reason) {
    return apply(
        planId,
        (head, runtime) -> {
          runtime.checkNotOpen(planId);
          return move(planId, head, runtime.unchanged(planId), PlanStatus.DRAFT, reason);
        });
  }

  /** Cancels a plan that is not being executed; answers the execution when it is. */
  Optional<ExecutionId> cancel(PlanId planId, @Nullable String reason) {
    return caller
        .commits()
        .apply(
            "plan " + planId,
            () -> {
              PlanStore.Head head = plans.head(caller.tenant(), planId);
              PlanRuntime runtime = PlanRuntime.of(caller.storage(), caller.tenant(), planId);
              List<Change> override = LockPlan.check(caller, planId, head.contextId(), runtime);
              if (runtime.open()) {
                ChangeSet told =
                    override.isEmpty()
                        ? null
                        : ChangeSet.builder(caller.tenant()).addAll(override).build();
                return new Commits.Change<>(told, Optional.ofNullable(runtime.execution()));
              }
              Change beside = runtime.unchanged(planId);
              ChangeSet set = move(planId, head, beside, PlanStatus.CANCELLED, reason).set();
              return new Commits.Change<>(with(set, override), Optional.empty());
            });
  }

  PlanSummary archive(PlanId planId) {
    return apply(
        planId,
        (head, runtime) -> {
          if (head.archived()) {
            return new Commits.Change<>(null, head.summary(planId, head.version()));
          }
          if (runtime.open() || !head.status().isTerminal()) {
            throw new ConflictException(
                "NOT_OVER",
                "plan "
                    + planId
                    + " is "
                    + head.status().wire()
                    + " and is archived once it is completed, cancelled or failed; cancel it"
                    + " first");
          }
          PlanStore.Head next = head.putAway();
          ChangeSet set =
              ChangeSet.builder(caller.tenant())
                  .add(next.put(planId))
                  .add(runtime.unchanged(planId))
                  .add(new Change.AppendLog(PlanRecords.planArchived(head.contextId(), planId)))
                  .build();
          return new Commits.Change<>(set, next.summary(planId, head.version() + 1));
        });
  }

  void purge(PlanId planId) {
    apply(
        planId,
        (head, runtime) -> {
          runtime.checkNotOpen(planId);
          ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
          set.add(delete(Kinds.PLAN, planId, head.version()));
          set.add(
              runtime.version() == 0
                  ? runtime.unchanged(planId)
                  : delete(Kinds.PLAN_RUNTIME, planId, runtime.version()));
          new CarriedResults(caller.storage())
              .version(caller.tenant(), planId)
              .ifPresent(version -> set.add(delete(Kinds.CARRIED, planId, version)));
          SettledSteps.version(caller.storage(), caller.tenant(), planId)
              .ifPresent(version -> set.add(delete(Kinds.SETTLED, planId, version)));
          forget(set, Kinds.START_KEY, Map.of("plan_id", planId.value()));
          forget(set, Kinds.REVISION, Map.of("plan_id", planId.value()));
          forget(set, Kinds.APPROVAL_POLICY, PolicyDocument.indexOf(planId));
          set.add(
              new Change.AppendLog(
                  PlanRecords.planPurged(head.contextId(), planId, head.title(), head.status())));
          return new Commits.Change<>(set.build(), head.summary(planId, head.version()));
        });
  }

  private static Change delete(String kind, PlanId planId, long version) {
    return new Change.DeleteDocument(kind, planId.value(), version);
  }

  private void forget(ChangeSet.Builder set, String kind, Map<String, String> index) {
    long after = 0;
    List<Document> page;
    do {
      page = caller.storage().list(new DocumentQuery(caller.tenant(), kind, index, after, PAGE));
      for (Document document : page) {
        after = document.order();
        set.add(new Change.DeleteDocument(kind, document.key().id(), document.version()));
      }
    } while (page.size() == PAGE);
  }

  private interface Move {
    Commits.Change<PlanSummary> from(PlanStore.Head head, PlanRuntime runtime);
  }

  private PlanSummary apply(PlanId planId, Move move) {
    return caller
        .commits()
        .apply(
            "plan " + planId,
            () -> {
              PlanStore.Head head = plans.head(caller.tenant(), planId);
              PlanRuntime runtime = PlanRuntime.of(caller.storage(), caller.tenant(), planId);
              List<Change> override = LockPlan.check(caller, planId, head.contextId(), runtime);
              Commits.Change<PlanSummary> change = move.from(head, runtime);
              return new Commits.Change<>(with(change.set(), override), change.answer());
            });
  }

  private static @Nullable ChangeSet with(@Nullable ChangeSet set, List<Change> more) {
    return set == null || more.isEmpty()
        ? set
        : ChangeSet.builder(set.tenant()).addAll(set.changes()).addAll(more).build();
  }

  private Commits.Change<PlanSummary> move(
      PlanId planId, PlanStore.Head head, Change beside, PlanStatus to, @Nullable String reason) {
    PlanStatus from = head.status();
    if (head.archived()) {
      throw new IllegalTransitionException(
          "plan " + planId + ", which is archived,",
          from.wire(),
          to.wire(),
          "fork it to go on with its steps");
    }
    Transitions.PLAN.check("plan " + planId, from, to);
    PlanStore.Head next = head.moved(to, caller.now(), caller.subject());
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(next.put(planId))
            .add(beside)
            .add(
                new Change.AppendLog(
                    PlanRecords.planMoved(head.contextId(), planId, from, to, reason)))
            .build();
    return new Commits.Change<>(set, next.summary(planId, head.version() + 1));
  }
}
