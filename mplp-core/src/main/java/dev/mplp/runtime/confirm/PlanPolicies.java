package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalPolicies.Attached;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.approval.PolicyJson;
import dev.mplp.runtime.event.ConfirmRecords;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the policies of a plan and of its steps when somebody copies the plan or takes
 * steps out of it: neither is a way around them.
 */
public final class PlanPolicies {

  private final Caller caller;

  /** The policies of plans that this caller changes. */
  public PlanPolicies(Caller caller) {
    this.caller = caller;
  }

  /**
   * Attaches what is attached to a plan and its steps to a copy.
   *
   * @param ids the step's id in the copy by that in the plan
   */
  public List<Change> copied(PlanId from, Plan copy, Map<StepId, StepId> ids) {
    List<Change> changes = new ArrayList<>();
    for (Document document : PolicyDocument.ofPlan(caller.storage(), caller.tenant(), from)) {
      Attached attached = PolicyDocument.read(document);
      PolicyTarget target = target(attached.target(), copy.planId(), ids);
      if (target != null) {
        Attached again = new Attached(target, attached.request(), attached.by());
        changes.add(PolicyDocument.put(again, 0));
        changes.add(log(RecordTypes.POLICY_ATTACHED, again, copy.contextId()));
      }
    }
    return changes;
  }

  /** Null for a step that is no longer in the plan. */
  private static @Nullable PolicyTarget target(
      PolicyTarget former, PlanId copy, Map<StepId, StepId> ids) {
    if (former instanceof PolicyTarget.OfStep of) {
      StepId step = ids.get(of.stepId());
      return step == null ? null : new PolicyTarget.OfStep(copy, step);
    }
    return new PolicyTarget.OfPlan(copy);
  }

  /**
   * Detaches what is attached to steps that are taken out of a plan: the same could be put back
   * under another id.
   *
   * @throws dev.mplp.PermissionDeniedException when there is something and the caller may not
   *     detach it
   */
  public List<Change> without(PlanId planId, ContextId contextId, Collection<StepId> removed) {
    if (removed.isEmpty()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    for (Document document : PolicyDocument.ofPlan(caller.storage(), caller.tenant(), planId)) {
      Attached attached = PolicyDocument.read(document);
      if (attached.target() instanceof PolicyTarget.OfStep of && removed.contains(of.stepId())) {
        String id = PolicyDocument.id(attached.target());
        caller.may(ModuleName.CONFIRM, "detach", id, contextId);
        changes.add(new Change.DeleteDocument(Kinds.APPROVAL_POLICY, id, document.version()));
        changes.add(log(RecordTypes.POLICY_DETACHED, attached, contextId));
      }
    }
    return changes;
  }

  /**
   * A digest of what is attached to steps that are to be taken out, to tell later whether it is
   * still the same; null when nothing is.
   */
  public static @Nullable String digest(
      Storage storage, String tenant, PlanId planId, Collection<StepId> removed) {
    if (removed.isEmpty()) {
      return null;
    }
    Map<String, JsonObject> policies = new TreeMap<>();
    for (Document document : PolicyDocument.ofPlan(storage, tenant, planId)) {
      Attached attached = PolicyDocument.read(document);
      if (attached.target() instanceof PolicyTarget.OfStep of && removed.contains(of.stepId())) {
        policies.put(of.stepId().value(), PolicyJson.write(attached.request().policy()));
      }
    }
    if (policies.isEmpty()) {
      return null;
    }
    JsonObject.Builder json = JsonObject.builder();
    policies.forEach(json::put);
    return Digest.of(json.build());
  }

  private Change log(String type, Attached attached, ContextId contextId) {
    return new Change.AppendLog(
        ConfirmRecords.policy(type, PolicyDocument.json(attached), caller.subject(), contextId));
  }
}
