package dev.mplp.runtime.plan;

import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.RevisionState;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.confirm.Digest;
import dev.mplp.runtime.confirm.RevisionPolicies;
import dev.mplp.runtime.event.RevisionRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ModuleSwitch;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gate before a proposed revision. Looked at after each decision, and again by the timer
 * {@value Kinds#TIMER_REVISION} that the decision set, so that nothing hangs on the process that
 * decided.
 *
 * <p>One commit compares the plan with the version that the revision was made for, and the digest
 * of what was approved with what it comes to, uses the approval up and gives the plan its steps. If
 * the plan or its steps have gone on, the revision is overtaken and the approval void.
 */
public final class ApplyRevision {

  private final Storage storage;
  private final Commits commits;
  private final Approvals approvals;
  private final RevisionPolicies policies;
  private final ModuleSwitch modules;

  /** Applies revisions in this storage. */
  public ApplyRevision(Storage storage, Commits commits, RevisionPolicies policies) {
    this.storage = storage;
    this.commits = commits;
    this.approvals = new Approvals(storage);
    this.policies = policies;
    this.modules = new ModuleSwitch(storage);
  }

  /** Who applies a revision by hand. */
  interface Hand {
    /** What belongs in the commit; refuses what may not be applied. */
    List<Change> check(RunningPlan running);

    /** Refuses to take the policies of these steps away. */
    void checkDetach(RunningPlan running, Collection<StepId> steps);
  }

  /** Does what follows from the decision about a revision, if there is one. */
  public void advance(String tenant, RevisionId id) {
    if (Revision.find(storage, tenant, id).isPresent()) { // else it was purged with its plan
      commits.apply("revision " + id, () -> step(tenant, id, null));
    }
  }

  /** {@link #advance} for the timer of a decision, which is removed. */
  public void onTimer(String tenant, RevisionId id) {
    advance(tenant, id);
    // whoever advanced it removed the timer with it: then this conflicts, which is fine
    commits.commit(ChangeSet.builder(tenant).add(removeTimer(id)).build());
  }

  private static Change removeTimer(RevisionId id) {
    return new Change.RemoveTimer(Kinds.TIMER_REVISION, id.value());
  }

  /** Applies a revision that needs no decision any more. */
  Revision apply(String tenant, RevisionId id, Hand hand) {
    return commits.apply("revision " + id, () -> step(tenant, id, hand));
  }

  private Commits.Change<Revision> step(String tenant, RevisionId id, @Nullable Hand hand) {
    Revision revision = Revision.get(storage, tenant, id);
    if (!revision.state().isOpen()) {
      return new Commits.Change<>(null, revision);
    }
    Instant now = Times.micros(storage.now());
    ChangeSet.Builder set = ChangeSet.builder(tenant);
    Approvals.Asked asked = null;
    if (revision.summary().confirmId() != null) {
      asked = approvals.find(tenant, revision.gate().key()).orElseThrow();
      if (asked.status() == ConfirmStatus.PENDING) {
        return new Commits.Change<>(null, revision);
      }
      if (revision.state() == RevisionState.AWAITING_APPROVAL) {
        set.add(removeTimer(id));
      }
      if (asked.status() != ConfirmStatus.APPROVED) {
        return refused(set, tenant, revision, asked.status(), now);
      }
    }
    return new Opening(tenant, revision, asked, hand, set, now).open();
  }

  private Commits.Change<Revision> refused(
      ChangeSet.Builder set, String tenant, Revision revision, ConfirmStatus status, Instant now) {
    RevisionState to =
        status == ConfirmStatus.CANCELLED ? RevisionState.WITHDRAWN : RevisionState.REJECTED;
    String outcome = "confirm " + revision.summary().confirmId() + " was " + status.wire();
    return settled(set, tenant, revision, to, outcome, now);
  }

  private Commits.Change<Revision> settled(
      ChangeSet.Builder set,
      String tenant,
      Revision revision,
      RevisionState to,
      String outcome,
      Instant now) {
    set.addAll(OvertakenRevisions.settle(storage, tenant, revision, to, outcome, now));
    return new Commits.Change<>(set.build(), revision.moved(to, outcome, now));
  }

  /** What the plan and its steps let become of a revision that nobody has to decide any more. */
  private final class Opening {

    private final String tenant;
    private final Revision revision;
    private final Approvals.@Nullable Asked asked;
    private final @Nullable Hand hand;
    private final ChangeSet.Builder set;
    private final Instant now;

    Opening(
        String tenant,
        Revision revision,
        Approvals.@Nullable Asked asked,
        @Nullable Hand hand,
        ChangeSet.Builder set,
        Instant now) {
      this.tenant = tenant;
      this.revision = revision;
      this.asked = asked;
      this.hand = hand;
      this.set = set;
      this.now = now;
    }

    Commits.Change<Revision> open() {
      PlanId planId = revision.planId();
      Optional<PlanStore.Head> head = new PlanStore(storage).find(tenant, planId);
      PlanRuntime runtime = PlanRuntime.of(storage, tenant, planId);
      if (head.isEmpty() || !isAsItWas(head.get(), runtime)) {
        return overtaken("plan " + planId + " is another one than it was made for");
      }
      if (hand == null && (revision.byHand() || runtime.lock() != null)) {
        return waiting(runtime.lock() == null ? null : "the plan is locked");
      }
      ExecutionRecord record =
          new Executions(storage).get(tenant, revision.summary().executionId());
      return revise(new RunningPlan(head.get(), runtime, record));
    }

    private boolean isAsItWas(PlanStore.Head head, PlanRuntime runtime) {
      return head.version() == revision.summary().baseVersion()
          && head.status() == PlanStatus.IN_PROGRESS
          && runtime.open()
          && revision.summary().executionId().equals(runtime.execution());
    }

    private Commits.Change<Revision> overtaken(String why) {
      return settled(set, tenant, revision, RevisionState.OVERTAKEN, why, now);
    }

    private Commits.Change<Revision> waiting(@Nullable String outcome) {
      if (revision.state() == RevisionState.APPROVED) {
        return new Commits.Change<>(null, revision);
      }
      return moved(RevisionState.APPROVED, outcome);
    }

    private Commits.Change<Revision> moved(RevisionState to, @Nullable String outcome) {
      Revision moved = revision.moved(to, outcome, now);
      set.add(moved.put());
      set.add(new Change.AppendLog(RevisionRecords.settled(moved.summary(), moved.gate().run())));
      return new Commits.Change<>(set.build(), moved);
    }

    /** What the proposer may not do was refused when it was proposed. */
    private Caller proposer() {
      return new Caller(revision.proposer(), storage, commits, Authorizer.ALLOW_ALL, modules);
    }

    private Commits.Change<Revision> revise(RunningPlan running) {
      String by = revision.summary().proposedBy();
      PlanDiff diff = revision.difference(storage, tenant);
      Plan before = running.assemble(storage, tenant);
      Plan after = RevisedSteps.applied(before, diff, now, by);
      RevisedWork work = new RevisedWork(storage, tenant, running.record());
      List<String> faults = work.faults(diff);
      if (!faults.isEmpty()) {
        return overtaken(String.join("; ", faults));
      }
      if (hand != null) {
        set.addAll(hand.check(running));
      }
      String since =
          new LaterPolicies(storage, policies, hand)
              .against(revision, asked == null ? null : asked.record(), running, diff, after);
      if (since != null) {
        return overtaken(since);
      }
      if (asked != null) {
        String digest =
            Digest.of(Contents.ofRevision(after, DiffJson.shown(diff), asked.record().extra()));
        if (!digest.equals(asked.record().digest())) {
          return overtaken("what was approved is another revision");
        }
        set.addAll(approvals.consume(asked, revision.runId(), now));
      }
      new RevisePlan(proposer(), policies.gates())
          .add(set, running, work, before, after, revision.id(), now);
      return moved(RevisionState.APPLIED, null);
    }
  }
}
