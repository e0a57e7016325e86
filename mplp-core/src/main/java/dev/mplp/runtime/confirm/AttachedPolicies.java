package dev.mplp.runtime.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.confirm.ApprovalPolicies;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.context.Context;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.runtime.event.ConfirmRecords;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attaches policies, for a caller. */
final class AttachedPolicies implements ApprovalPolicies {

  private final Caller caller;
  private final PlanStore plans;
  private final ProtocolObjects objects;

  AttachedPolicies(Caller caller) {
    this.caller = caller;
    this.plans = new PlanStore(caller.storage());
    this.objects = new ProtocolObjects(caller.storage());
  }

  private DocumentKey key(PolicyTarget target) {
    return new DocumentKey(caller.tenant(), Kinds.APPROVAL_POLICY, PolicyDocument.id(target));
  }

  @Override
  public void attach(PolicyTarget target, ApprovalRequest request) {
    caller.may(ModuleName.CONFIRM, "attach", PolicyDocument.id(target));
    Attached attached = new Attached(target, requireNonNull(request, "request"), caller.subject());
    ContextId context = contextOf(target);
    caller
        .commits()
        .apply(
            "the policy of " + PolicyDocument.id(target),
            () -> {
              long version = caller.storage().get(key(target)).map(Document::version).orElse(0L);
              if (version == 0) {
                checkRoom(target);
              }
              return change(
                  PolicyDocument.put(attached, version),
                  RecordTypes.POLICY_ATTACHED,
                  attached,
                  context);
            });
  }

  private Commits.Change<Boolean> change(
      Change change, String type, Attached attached, @Nullable ContextId context) {
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(change)
            .add(
                new Change.AppendLog(
                    ConfirmRecords.policy(
                        type, PolicyDocument.json(attached), caller.subject(), context)))
            .build();
    return new Commits.Change<>(set, true);
  }

  /** The Context of what it is attached to, which must be there; null for a role. */
  private @Nullable ContextId contextOf(PolicyTarget target) {
    String tenant = caller.tenant();
    if (target instanceof PolicyTarget.OfPlan plan) {
      return plans.head(tenant, plan.planId()).contextId();
    }
    if (target instanceof PolicyTarget.OfContext context) {
      return objects
          .get(tenant, ModuleName.CONTEXT, context.contextId(), Context.class)
          .value()
          .contextId();
    }
    if (target instanceof PolicyTarget.OfStep step) {
      PlanId planId = step.planId();
      PlanStore.Head head = plans.head(tenant, planId);
      if (plans.assemble(tenant, planId, head).steps().stream()
          .noneMatch(s -> s.stepId().equals(step.stepId()))) {
        throw new NotFoundException("step", step.stepId().value());
      }
      return head.contextId();
    }
    return null;
  }

  /** Refuses more than can be looked at when an execution starts. */
  private void checkRoom(PolicyTarget target) {
    List<Document> others =
        caller
            .storage()
            .list(
                new DocumentQuery(
                    caller.tenant(),
                    Kinds.APPROVAL_POLICY,
                    Map.of("of", PolicyDocument.of(target)),
                    0,
                    MOST));
    if (others.size() >= MOST) {
      throw new ConflictException(
          "TOO_MANY_POLICIES",
          "there are "
              + MOST
              + " policies beside that of "
              + PolicyDocument.id(target)
              + "; attach one to a role, or to the plan");
    }
  }

  @Override
  public boolean detach(PolicyTarget target) {
    caller.may(ModuleName.CONFIRM, "detach", PolicyDocument.id(target));
    return caller
        .commits()
        .apply(
            "the policy of " + PolicyDocument.id(target),
            () -> {
              Optional<Document> found = caller.storage().get(key(target));
              if (found.isEmpty()) {
                return new Commits.Change<>(null, false);
              }
              return change(
                  new Change.DeleteDocument(
                      Kinds.APPROVAL_POLICY, PolicyDocument.id(target), found.get().version()),
                  RecordTypes.POLICY_DETACHED,
                  PolicyDocument.read(found.get()),
                  null);
            });
  }

  @Override
  public Optional<ApprovalRequest> find(PolicyTarget target) {
    caller.may(ModuleName.CONFIRM, "read", PolicyDocument.id(target));
    return caller.storage().get(key(target)).map(d -> PolicyDocument.read(d).request());
  }

  @Override
  public Page<Attached> list(@Nullable Cursor after, int limit) {
    caller.may(ModuleName.CONFIRM, "list", null);
    return Listing.page(
        caller.storage(),
        caller.tenant(),
        Kinds.APPROVAL_POLICY,
        Map.of(),
        after,
        limit,
        PolicyDocument::read);
  }
}
