package dev.mplp.runtime.confirm;

import dev.mplp.NotFoundException;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.PlanId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.object.Stamps;
import dev.mplp.runtime.plan.PlanRuntime;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stored objects for which hosts ask approvals. */
final class HostObjects {

  private final Storage storage;
  private final String tenant;
  private final PlanStore plans;

  HostObjects(Storage storage, String tenant) {
    this.storage = storage;
    this.tenant = tenant;
    this.plans = new PlanStore(storage);
  }

  /** The Context of an object; empty when the object is not there. */
  Optional<ContextId> contextOf(ModuleName module, ObjectId id) {
    return storage
        .get(new DocumentKey(tenant, module.wire(), id.value()))
        .map(document -> document.index().get("context_id"))
        .map(ContextId::of);
  }

  /** What of an object is approved, as it is now. */
  JsonObject content(ModuleName module, ObjectId id) {
    if (module == ModuleName.PLAN) {
      PlanId planId = new PlanId(id.uuid());
      return Digest.content(Wire.json(plans.assemble(tenant, planId, plans.head(tenant, planId))));
    }
    return Digest.content(Wire.json(object(ObjectType.of(module), id).value()));
  }

  private <T extends ProtocolObject> Versioned<T> object(ObjectType<T> type, ObjectId id) {
    return new ProtocolObjects(storage).get(tenant, type.module(), id, type.type());
  }

  /**
   * An object whose approval is used up.
   *
   * @param content as {@link #content}
   * @param changes conflict when it has another content at the commit, and note the Confirm
   */
  record Confirmed(JsonObject content, List<Change> changes) {}

  /**
   * Notes the Confirm by which an object as it is now was approved.
   *
   * @throws dev.mplp.ConflictException code {@code ARCHIVED} when it was put away
   */
  Confirmed confirmed(Caller caller, ModuleName module, ObjectId id, ConfirmId confirmId) {
    return module == ModuleName.PLAN
        ? plan(new PlanId(id.uuid()), confirmId)
        : object(caller, ObjectType.of(module), id, confirmId);
  }

  /** A Plan has no governance: its last Confirm is in its runtime record. */
  private Confirmed plan(PlanId planId, ConfirmId confirmId) {
    PlanStore.Head head = plans.head(tenant, planId);
    if (head.archived()) {
      throw Archive.archived("plan " + planId);
    }
    JsonObject content = Digest.content(Wire.json(plans.assemble(tenant, planId, head)));
    return new Confirmed(
        content,
        List.of(
            new Change.CheckDocument(Kinds.PLAN, planId.value(), head.version()),
            PlanRuntime.of(storage, tenant, planId).confirmedBy(confirmId).put(planId)));
  }

  private <T extends ProtocolObject> Confirmed object(
      Caller caller, ObjectType<T> type, ObjectId id, ConfirmId confirmId) {
    Versioned<T> stored = Archive.updatable(caller, type, id);
    T before = stored.value();
    ContextId contextId =
        contextOf(type.module(), id)
            .orElseThrow(() -> new NotFoundException(type.module().wire(), id.value()));
    JsonObject json = Wire.json(before);
    JsonObject governance =
        Optional.ofNullable(json.get("governance"))
            .map(value -> value.asObject())
            .orElse(JsonObject.empty());
    JsonObject ref = JsonObject.of("id", confirmId.value(), "module", ModuleName.CONFIRM.wire());
    T after =
        Stamps.updated(
            type.type(),
            before,
            json.with("governance", governance.with("lastConfirmRef", ref)),
            caller.now(),
            caller.subject());
    List<Change> changes = new ArrayList<>(Locks.check(caller, before, contextId));
    changes.add(type.put(after, stored.version(), contextId));
    changes.add(new Change.AppendLog(Records.updated(before, after, contextId)));
    return new Confirmed(Digest.content(json), changes);
  }
}
