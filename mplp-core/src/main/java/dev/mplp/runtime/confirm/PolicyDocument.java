package dev.mplp.runtime.confirm;

import dev.mplp.ConflictException;
import dev.mplp.confirm.ApprovalPolicies;
import dev.mplp.confirm.ApprovalPolicies.Attached;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.approval.PolicyJson;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an attached policy is stored: under its target, and with the index value {@code of}, so that
 * what concerns a plan, and all roles, are each one list.
 */
public final class PolicyDocument {

  /** The index value of policies of roles. */
  static final String OF_ROLES = "role";

  private PolicyDocument() {}

  static String id(PolicyTarget target) {
    if (target instanceof PolicyTarget.OfPlan plan) {
      return "plan/" + plan.planId();
    }
    if (target instanceof PolicyTarget.OfContext context) {
      return "context/" + context.contextId();
    }
    if (target instanceof PolicyTarget.OfStep step) {
      return "step/" + step.planId() + '/' + step.stepId();
    }
    return idOfRole(((PolicyTarget.OfRole) target).role());
  }

  static String idOfRole(String role) {
    return "role/" + role;
  }

  static String of(PolicyTarget target) {
    if (target instanceof PolicyTarget.OfPlan plan) {
      return ofPlan(plan.planId());
    }
    if (target instanceof PolicyTarget.OfStep step) {
      return ofPlan(step.planId());
    }
    return target instanceof PolicyTarget.OfContext context
        ? "context:" + context.contextId()
        : OF_ROLES;
  }

  /** Under which index the policies of a plan and of its steps are found. */
  public static Map<String, String> indexOf(PlanId planId) {
    return Map.of("of", ofPlan(planId));
  }

  static String ofPlan(PlanId planId) {
    return "plan:" + planId;
  }

  /** What is attached to this target. */
  static Optional<ApprovalRequest> attached(Storage storage, String tenant, PolicyTarget target) {
    return storage
        .get(new DocumentKey(tenant, Kinds.APPROVAL_POLICY, id(target)))
        .map(document -> read(document).request());
  }

  /** What is attached to a plan and to its steps. */
  static List<Document> ofPlan(Storage storage, String tenant, PlanId planId) {
    return list(storage, tenant, ofPlan(planId));
  }

  /** What is attached to roles. */
  static List<Document> ofRoles(Storage storage, String tenant) {
    return list(storage, tenant, OF_ROLES);
  }

  /** All of them: whoever went by fewer would leave some out. */
  private static List<Document> list(Storage storage, String tenant, String of) {
    int most = ApprovalPolicies.MOST;
    Map<String, String> index = Map.of("of", of);
    List<Document> found =
        storage.list(new DocumentQuery(tenant, Kinds.APPROVAL_POLICY, index, 0, most));
    if (found.size() < most) {
      return found;
    }
    long last = found.get(most - 1).order();
    if (!storage.list(new DocumentQuery(tenant, Kinds.APPROVAL_POLICY, index, last, 1)).isEmpty()) {
      throw new ConflictException(
          "TOO_MANY_POLICIES",
          "there are more than " + most + " policies for " + of + "; detach some");
    }
    return found;
  }

  static Change put(Attached attached, long version) {
    return new Change.PutDocument(
        Kinds.APPROVAL_POLICY,
        id(attached.target()),
        version,
        Wire.bytes(json(attached)),
        Map.of("of", of(attached.target())));
  }

  static JsonObject json(Attached attached) {
    PolicyTarget target = attached.target();
    JsonObject.Builder json = JsonObject.builder().put("format", 1).put("by", attached.by());
    if (target instanceof PolicyTarget.OfPlan plan) {
      json.put("plan_id", plan.planId().value());
    } else if (target instanceof PolicyTarget.OfContext context) {
      json.put("context_id", context.contextId().value());
    } else if (target instanceof PolicyTarget.OfStep step) {
      json.put("plan_id", step.planId().value()).put("step_id", step.stepId().value());
    } else {
      json.put("role", ((PolicyTarget.OfRole) target).role());
    }
    return json.put("request", PolicyJson.write(attached.request())).build();
  }

  static Attached read(Document document) {
    JsonObject json = Wire.object(document.body());
    return new Attached(
        target(json),
        PolicyJson.request(Objects.requireNonNull(json.get("request")).asObject()),
        Objects.requireNonNull(json.get("by")).asString());
  }

  private static PolicyTarget target(JsonObject json) {
    JsonValue plan = json.get("plan_id");
    JsonValue step = json.get("step_id");
    JsonValue context = json.get("context_id");
    if (plan != null && step != null) {
      return new PolicyTarget.OfStep(PlanId.of(plan.asString()), StepId.of(step.asString()));
    }
    if (plan != null) {
      return new PolicyTarget.OfPlan(PlanId.of(plan.asString()));
    }
    return context != null
        ? new PolicyTarget.OfContext(ContextId.of(context.asString()))
        : new PolicyTarget.OfRole(Objects.requireNonNull(json.get("role")).asString());
  }
}
