package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.MplpId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.util.List;
import java.util.function.BiFunction;

/** Replaces the content of objects of one module for one caller, over the version that was read. */
final class UpdateObject<T extends ProtocolObject> {

  private static final int CONFLICTS = 50;

  private final Caller caller;
  private final ObjectType<T> type;

  UpdateObject(Caller caller, ObjectType<T> type) {
    this.caller = caller;
    this.type = type;
  }

  /** See {@link ObjectStore#update(ProtocolObject, long, BiFunction)}. */
  Versioned<T> run(T object, long version, BiFunction<T, T, List<Change>> also) {
    for (int tries = 0; tries < CONFLICTS; tries++) {
      Versioned<T> stored = Archive.updatable(caller, type, object.id());
      if (stored.version() != version) {
        break;
      }
      ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
      Versioned<T> after = updating(object, stored, also, set);
      if (caller.commits().commit(set.build()).isCommitted()) {
        return after;
      }
      Pause.jitter(tries); // it was changed, or only what comes along was
    }
    throw stale(object.id(), version);
  }

  private Versioned<T> updating(
      T object, Versioned<T> stored, BiFunction<T, T, List<Change>> also, ChangeSet.Builder set) {
    long version = stored.version();
    T before = stored.value();
    List<Change> override = Locks.check(caller, before, type.contextOf(before));
    JsonObject json = Wire.json(object);
    JsonObject former = Wire.json(before);
    String name = type.name(object.id());
    Stamps.unchanged(name, former, json, "status", "use the service's transitions");
    Stamps.unchanged(name, former, json, "context_id", "an object stays in its context");
    T after = Stamps.updated(type.type(), before, json, caller.now(), caller.subject());
    ContextId contextId = Adoption.contextOf(caller, type, before);
    set.add(type.put(after, version, contextId))
        .addAll(override)
        .addAll(also.apply(before, after))
        .add(new Change.AppendLog(Records.updated(before, after, contextId)));
    return new Versioned<>(after, version + 1);
  }

  private ConflictException stale(MplpId id, long version) {
    return new ConflictException(
        "VERSION_CONFLICT",
        type.name(id)
            + " was changed since version "
            + version
            + " was read; read it again and repeat the change");
  }
}
