package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalSubject;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.CollabId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.ObjectId;
import dev.mplp.model.PlanId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a host asks an approval for.
 *
 * @param type its kind in the wire form
 * @param id its id in the wire form
 * @param module of the stored object that is read anew; null for content that was fixed when it was
 *     asked
 */
record HostTarget(ConfirmTarget type, ObjectId id, @Nullable ModuleName module) {

  static HostTarget of(ApprovalSubject subject) {
    if (subject instanceof ApprovalSubject.OfContent content) {
      return new HostTarget(content.type(), content.id(), null);
    }
    ApprovalSubject.OfObject object = (ApprovalSubject.OfObject) subject;
    ConfirmTarget type =
        switch (object.module()) {
          case CONTEXT -> ConfirmTarget.CONTEXT;
          case PLAN -> ConfirmTarget.PLAN;
          case EXTENSION -> ConfirmTarget.EXTENSION;
          default -> ConfirmTarget.OTHER;
        };
    return new HostTarget(type, ObjectId.from(object.id()), object.module());
  }

  /** The id of the stored object, as an id of its module; that of the target where it has none. */
  MplpId object() {
    if (module == null) {
      return id;
    }
    return switch (module) {
      case CONTEXT -> new ContextId(id.uuid());
      case PLAN -> new PlanId(id.uuid());
      case EXTENSION -> new ExtensionId(id.uuid());
      case COLLAB -> new CollabId(id.uuid());
      default -> id;
    };
  }

  /** To what a policy is attached that an approval of the object needs, the first that there is. */
  List<PolicyTarget> policies(ContextId contextId) {
    PolicyTarget ofContext = new PolicyTarget.OfContext(contextId);
    if (module == ModuleName.PLAN) {
      return List.of(new PolicyTarget.OfPlan(new PlanId(id.uuid())), ofContext);
    }
    return module == ModuleName.CONTEXT ? List.of(ofContext) : List.of();
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("type", type.wire())
        .put("id", id.value())
        .putIfPresent("module", module == null ? null : module.wire())
        .build();
  }

  static HostTarget of(JsonObject json) {
    return new HostTarget(
        ConfirmTarget.of(Objects.requireNonNull(json.get("type"), "type").asString()),
        ObjectId.of(Objects.requireNonNull(json.get("id"), "id").asString()),
        json.string("module").map(ModuleName::of).orElse(null));
  }
}
