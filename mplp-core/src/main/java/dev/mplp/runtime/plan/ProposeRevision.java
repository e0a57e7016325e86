package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RevisionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionState;
import dev.mplp.plan.RevisionSummary;
import dev.mplp.plan.Revisions;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.confirm.PlanPolicies;
import dev.mplp.runtime.confirm.RevisionPolicies;
import dev.mplp.runtime.event.RevisionRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proposes other steps for a plan that is being executed, or gives it other steps at once where
 * nobody has to approve them. What is proposed, and the request for its approval, are one commit
 * over the version of the plan that it was made for.
 */
final class ProposeRevision {

  private final Caller caller;
  private final Storage storage;
  private final RevisionPolicies policies;

  ProposeRevision(Caller caller, RevisionPolicies policies) {
    this.caller = caller;
    this.storage = caller.storage();
    this.policies = policies;
  }

  /**
   * What a revision comes to.
   *
   * @param before the plan as it is
   * @param after the plan as it would be
   * @param needed the approval that every revision of the plan needs; null for none
   */
  private record Look(
      RunningPlan running,
      RevisedWork work,
      Plan before,
      Plan after,
      PlanDiff diff,
      @Nullable ApprovalRequest needed) {}

  private Look look(RunningPlan running, Plan revised, Instant now) {
    Plan before = running.assemble(storage, caller.tenant());
    Plan after = RevisedSteps.merged(before, revised, now, caller.subject());
    PlanDiff diff = PlanDiff.between(before, after);
    RevisedWork work = new RevisedWork(storage, caller.tenant(), running.record());
    work.check(running.planId(), diff);
    Optional<ApprovalRequest> needed =
        policies.ofPlan(
            caller.principal(),
            after,
            running.record().options().gates(),
            running.runtime().approval());
    return new Look(running, work, before, after, diff, needed.orElse(null));
  }

  /** Revises the plan at once; the caller has checked the graph of {@code revised}. */
  void revise(Plan revised, long version) {
    PlanId planId = revised.planId();
    RunningPlan running = RunningPlan.of(storage, caller.tenant(), planId, version);
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    set.addAll(LockPlan.check(caller, planId, running.head().contextId(), running.runtime()));
    Instant now = caller.now();
    Look look = look(running, revised, now);
    if (look.needed() != null) {
      throw needsApproval(planId, look.needed());
    }
    if (look.diff().isEmpty()) {
      return;
    }
    new RevisePlan(caller, policies.gates())
        .add(set, running, look.work(), look.before(), look.after(), null, now);
    if (!caller.commits().commit(set.build()).isCommitted()) {
      throw RunningPlan.stale(planId, version);
    }
  }

  static ConflictException needsApproval(PlanId planId, ApprovalRequest request) {
    return new ConflictException(
        "APPROVAL_REQUIRED",
        "a revision of plan "
            + planId
            + " is approved by "
            + request.policy().rule()
            + "; propose it with plans().revisions().propose, which asks for the approval");
  }

  /** Proposes; the caller has checked the graph of {@code revised}. */
  RevisionId propose(Plan revised, long version, RevisionOptions options) {
    return caller
        .commits()
        .apply("plan " + revised.planId(), () -> proposing(revised, version, options));
  }

  private Commits.Change<RevisionId> proposing(
      Plan revised, long version, RevisionOptions options) {
    PlanId planId = revised.planId();
    RunningPlan running = RunningPlan.of(storage, caller.tenant(), planId, version);
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    set.addAll(LockPlan.check(caller, planId, running.head().contextId(), running.runtime()));
    Instant now = caller.now();
    Look look = look(running, revised, now);
    if (look.diff().isEmpty()) {
      throw new ConflictException(
          "NOT_REVISABLE", "plan " + planId + " has the proposed steps already");
    }
    checkRoom(planId);
    RevisionId id = RevisionId.random();
    ApprovalRequest request = request(look, options);
    // who may not take the policy of a step away removes no step that has one
    Set<StepId> removed = RevisePlan.ids(look.diff().removed());
    new PlanPolicies(caller).without(planId, running.head().contextId(), removed);
    String detached = PlanPolicies.digest(storage, caller.tenant(), planId, removed);
    Revision revision = revision(id, look, version, options, detached, now);
    if (request != null) {
      Approvals.Request asked = ask(set, revision, look, request, now);
      revision = revision.asking(asked.confirmId());
    }
    set.add(new Change.CheckDocument(Kinds.PLAN, planId.value(), running.head().version()));
    set.add(running.runtime().revised(true).put(planId));
    set.add(revision.put());
    set.add(revision.putDifference(look.diff()));
    set.add(
        new Change.AppendLog(
            RevisionRecords.proposed(
                revision.summary(), revision.gate().run(), DiffJson.write(look.diff()))));
    return new Commits.Change<>(set.build(), id);
  }

  private @Nullable ApprovalRequest request(Look look, RevisionOptions options) {
    if (look.needed() != null) {
      return look.needed();
    }
    Optional<ApprovalRequest> ofSteps =
        policies.ofSteps(
            caller.principal(),
            look.after(),
            look.diff(),
            look.running().record().options().gates());
    if (ofSteps.isPresent() || options.approval() == null) {
      return ofSteps.orElse(null);
    }
    if (!options.byHand()) {
      // whoever chooses who approves, and needs nobody to apply it, revises the plan
      caller.may(ModuleName.PLAN, "revise", look.running().planId());
    }
    return options.approval();
  }

  private void checkRoom(PlanId planId) {
    if (OvertakenRevisions.open(storage, caller.tenant(), planId).size() >= Revisions.MOST_OPEN) {
      throw new ConflictException(
          "TOO_MANY_REVISIONS",
          Revisions.MOST_OPEN
              + " revisions of plan "
              + planId
              + " are open; withdraw some, or apply one, which overtakes the others");
    }
  }

  private Revision revision(
      RevisionId id,
      Look look,
      long version,
      RevisionOptions options,
      @Nullable String detached,
      Instant now) {
    ExecutionRecord record = look.running().record();
    RevisionSummary summary =
        new RevisionSummary(
            id,
            record.planId(),
            record.contextId(),
            record.executionId(),
            version,
            look.diff().added().size(),
            look.diff().removed().size(),
            look.diff().changed().size(),
            caller.subject(),
            now,
            options.reason(),
            RevisionState.PROPOSED,
            null,
            null,
            null);
    return new Revision(0, summary, record.runId(), caller.principal(), options.byHand(), detached);
  }

  private Approvals.Request ask(
      ChangeSet.Builder set, Revision revision, Look look, ApprovalRequest request, Instant now) {
    ApprovalRequest because =
        revision.summary().reason() == null
            ? request
            : request.because(revision.summary().reason());
    JsonObject content =
        Contents.ofRevision(look.after(), DiffJson.shown(look.diff()), request.content());
    Principal proposer = caller.principal();
    Approvals.Request asked =
        new Approvals(storage)
            .request(
                revision.gate(),
                0,
                because,
                proposer.subject(),
                proposer.roles().stream().sorted().findFirst().orElse(proposer.subject()),
                content,
                now);
    set.addAll(asked.changes());
    return asked;
  }
}
