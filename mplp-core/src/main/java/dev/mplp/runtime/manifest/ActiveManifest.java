package dev.mplp.runtime.manifest;

import dev.mplp.ConflictException;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.CoreId;
import dev.mplp.model.JsonString;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.object.Adoption;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.object.ModuleSwitch;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.object.Stamps;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one manifest of a tenant that is active. A mark names it, and is written in the commit that
 * makes it so: two that are activated at once never are both.
 */
final class ActiveManifest {

  private final Caller caller;
  private final ObjectStore<CoreManifest> manifests;

  ActiveManifest(Caller caller, ObjectStore<CoreManifest> manifests) {
    this.caller = caller;
    this.manifests = manifests;
  }

  private Optional<Document> mark() {
    return caller
        .storage()
        .get(new DocumentKey(caller.tenant(), Kinds.ACTIVE_MANIFEST, ModuleSwitch.ACTIVE));
  }

  Optional<Versioned<CoreManifest>> find() {
    return mark().map(mark -> manifests.stored(CoreId.of(Wire.value(mark.body()).asString())));
  }

  CoreManifest activate(CoreId coreId) {
    CoreManifest activated =
        caller.commits().apply("the active manifest", () -> activating(coreId));
    caller.modules().forget(caller.tenant());
    return activated;
  }

  private Commits.Change<CoreManifest> activating(CoreId coreId) {
    Optional<Document> mark = mark();
    Versioned<CoreManifest> next = manifests.stored(coreId);
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    CoreManifest activated = move(set, next, CoreStatus.ACTIVE, null);
    mark.map(found -> CoreId.of(Wire.value(found.body()).asString()))
        .map(manifests::stored)
        // no longer active: the mark was read before another one was activated, and the set below
        // conflicts with what it is now
        .filter(former -> former.value().status() == CoreStatus.ACTIVE)
        .ifPresent(
            former ->
                move(set, former, CoreStatus.DEPRECATED, "core " + coreId + " was activated"));
    set.add(
        new Change.PutDocument(
            Kinds.ACTIVE_MANIFEST,
            ModuleSwitch.ACTIVE,
            mark.map(Document::version).orElse(0L),
            Wire.bytes(new JsonString(coreId.value())),
            Map.of()));
    return new Commits.Change<>(set.build(), activated);
  }

  private CoreManifest move(
      ChangeSet.Builder set,
      Versioned<CoreManifest> stored,
      CoreStatus to,
      @Nullable String reason) {
    CoreManifest before = stored.value();
    set.addAll(Locks.check(caller, before, null));
    Transitions.CORE.check("core " + before.coreId(), before.status(), to);
    CoreManifest after =
        Stamps.updated(
            CoreManifest.class,
            before,
            Wire.json(before).with("status", to.wire()),
            caller.now(),
            caller.subject());
    ContextId contextId = Adoption.contextOf(caller, ObjectType.CORE, before);
    set.add(ObjectType.CORE.put(after, stored.version(), contextId));
    set.add(
        new Change.AppendLog(Records.moved(before, after, contextId, before.status(), to, reason)));
    return after;
  }

  /** Removes the mark if it names this manifest: an imported one was never in force. */
  List<Change> unmark(CoreId coreId) {
    return mark()
        .filter(mark -> Wire.value(mark.body()).asString().equals(coreId.value()))
        .map(
            mark ->
                List.<Change>of(
                    new Change.DeleteDocument(
                        Kinds.ACTIVE_MANIFEST, ModuleSwitch.ACTIVE, mark.version())))
        .orElse(List.of());
  }

  CoreManifest switchModule(ModuleName module, ModuleStatus to, @Nullable String reason) {
    CoreManifest switched =
        caller.commits().apply("the active manifest", () -> switching(module, to, reason));
    caller.modules().forget(caller.tenant());
    return switched;
  }

  private Commits.Change<CoreManifest> switching(
      ModuleName module, ModuleStatus to, @Nullable String reason) {
    Versioned<CoreManifest> stored =
        find()
            .orElseThrow(
                () ->
                    new ConflictException(
                        "NO_MANIFEST",
                        "no manifest is active: create and activate one that lists the modules"));
    CoreManifest before = stored.value();
    List<Change> override = Locks.check(caller, before, null);
    List<CoreModule> modules = new ArrayList<>(before.modules());
    int index = indexOf(before, module);
    CoreModule listed = modules.get(index);
    Transitions.MODULE.check(
        "module " + module.wire() + " of core " + before.coreId(), listed.status(), to);
    boolean required = module == ModuleName.CORE || Boolean.TRUE.equals(listed.required());
    if (required && to == ModuleStatus.DISABLED) {
      throw new ConflictException(
          "REQUIRED_MODULE",
          "module "
              + module.wire()
              + " of core "
              + before.coreId()
              + " cannot be disabled: "
              + (module == ModuleName.CORE
                  ? "without it no module could be enabled again"
                  : "it is required there; activate a manifest that does not require it"));
    }
    modules.set(index, listed.withStatus(to));
    CoreManifest after =
        Stamps.updated(
            CoreManifest.class,
            before,
            Wire.json(before.toBuilder().modules(modules).build()),
            caller.now(),
            caller.subject());
    ContextId contextId = Adoption.contextOf(caller, ObjectType.CORE, before);
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .addAll(override)
            .add(ObjectType.CORE.put(after, stored.version(), contextId))
            .add(
                new Change.AppendLog(
                    Records.moduleSwitched(
                        before, after, contextId, module, listed.status(), to, reason)))
            .build();
    return new Commits.Change<>(set, after);
  }

  private static int indexOf(CoreManifest manifest, ModuleName module) {
    for (int i = 0; i < manifest.modules().size(); i++) {
      if (manifest.modules().get(i).moduleId() == module) {
        return i;
      }
    }
    throw new ConflictException(
        "NOT_LISTED",
        "core "
            + manifest.coreId()
            + " does not list module "
            + module.wire()
            + "; activate one"
            + " that does");
  }
}
