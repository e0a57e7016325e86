package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.NotFoundException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionState;
import dev.mplp.plan.RevisionSummary;
import dev.mplp.plan.Revisions;
import dev.mplp.role.Target;
import dev.mplp.runtime.confirm.PlanPolicies;
import dev.mplp.runtime.confirm.RevisionPolicies;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Texts;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Revisions service of a caller. */
final class RevisionService implements Revisions {

  private static final int LONGEST_REASON = 4000;

  private final Caller caller;
  private final Storage storage;
  private final RevisionPolicies policies;
  private final ApplyRevision apply;

  RevisionService(Caller caller, RevisionPolicies policies, ApplyRevision apply) {
    this.caller = caller;
    this.storage = caller.storage();
    this.policies = policies;
    this.apply = apply;
  }

  @Override
  public RevisionProposal propose(Plan revised, long version, RevisionOptions options) {
    caller.may(ModuleName.PLAN, "propose", revised.planId());
    PlanGraph.of(revised.steps());
    checkText(options.reason());
    RevisionId id = new ProposeRevision(caller, policies).propose(revised, version, options);
    return proposal(Revision.get(storage, caller.tenant(), id));
  }

  private static void checkText(@Nullable String reason) {
    if (reason != null && (reason.length() > LONGEST_REASON || !Texts.isStorable(reason))) {
      throw new IllegalArgumentException(
          "a reason has at most "
              + LONGEST_REASON
              + " characters, without NUL and half surrogates");
    }
  }

  @Override
  public RevisionProposal get(RevisionId revisionId) {
    return proposal(named(revisionId, "read"));
  }

  /** Who may not do that to whichever plan is not told whether there is such a revision. */
  private Revision named(RevisionId id, String action) {
    caller.modules().check(caller.tenant(), ModuleName.PLAN);
    Optional<Revision> found = Revision.find(storage, caller.tenant(), id);
    caller.check(
        "plan." + action,
        found
            .map(Revision::summary)
            .map(of -> new Target(ModuleName.PLAN, of.planId().value(), of.contextId()))
            .orElse(new Target(null, id.value(), null)));
    return found.orElseThrow(() -> new NotFoundException("revision", id.value()));
  }

  private RevisionProposal proposal(Revision revision) {
    return new RevisionProposal(revision.summary(), revision.difference(storage, caller.tenant()));
  }

  @Override
  public Page<RevisionSummary> list(PlanId planId, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.PLAN, "read", planId);
    return Listing.page(
        storage,
        caller.tenant(),
        Kinds.REVISION,
        Map.of("plan_id", planId.value()),
        after,
        limit,
        document -> Revision.of(document).summary());
  }

  @Override
  public RevisionProposal apply(RevisionId revisionId) {
    Revision before = named(revisionId, "revise");
    if (before.state() != RevisionState.APPLIED) {
      checkOpen(before, "applied");
    }
    Revision after = apply.apply(caller.tenant(), revisionId, new ByHand(caller));
    if (after.state() == RevisionState.AWAITING_APPROVAL) {
      throw new ConflictException(
          "APPROVAL_REQUIRED",
          "revision "
              + revisionId
              + " of plan "
              + after.planId()
              + " waits for confirm "
              + after.summary().confirmId());
    }
    return proposal(after);
  }

  /** What whoever applies a revision may do. */
  private record ByHand(Caller caller) implements ApplyRevision.Hand {

    @Override
    public List<Change> check(RunningPlan running) {
      return LockPlan.check(
          caller, running.planId(), running.head().contextId(), running.runtime());
    }

    @Override
    public void checkDetach(RunningPlan running, Collection<StepId> steps) {
      new PlanPolicies(caller).without(running.planId(), running.head().contextId(), steps);
    }
  }

  private static void checkOpen(Revision revision, String to) {
    if (!revision.state().isOpen()) {
      throw new IllegalTransitionException(
          "revision " + revision.id(), revision.state().wire(), to, List.of());
    }
  }

  @Override
  public RevisionProposal withdraw(RevisionId revisionId, @Nullable String reason) {
    Revision named = named(revisionId, "propose");
    checkText(reason);
    return proposal(
        caller.commits().apply("revision " + revisionId, () -> withdrawing(named.id(), reason)));
  }

  private Commits.Change<Revision> withdrawing(RevisionId id, @Nullable String reason) {
    Revision revision = Revision.get(storage, caller.tenant(), id);
    String by = revision.summary().proposedBy();
    if (!by.equals(caller.subject())) {
      String why = "only " + by + ", who proposed it, may withdraw it";
      caller.denied("plan.propose", revision.planId(), why);
      throw new PermissionDeniedException("revision " + id + ": " + why);
    }
    checkOpen(revision, "withdrawn");
    String outcome = reason == null ? "it was withdrawn" : reason;
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .addAll(
                OvertakenRevisions.settle(
                    storage,
                    caller.tenant(),
                    revision,
                    RevisionState.WITHDRAWN,
                    outcome,
                    caller.now()))
            .build();
    return new Commits.Change<>(
        set, revision.moved(RevisionState.WITHDRAWN, outcome, caller.now()));
  }
}
