package dev.mplp.runtime.manifest;

import dev.mplp.ConflictException;
import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Watch;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ManifestFilter;
import dev.mplp.manifest.ManifestSummary;
import dev.mplp.manifest.Manifests;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.manifest.Profile;
import dev.mplp.manifest.ProfileReport;
import dev.mplp.model.CoreId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.CheckedWatch;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Change;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Manifests service of a caller. */
public final class ManifestService implements Manifests {

  private final Caller caller;
  private final ObjectStore<CoreManifest> manifests;
  private final ActiveManifest active;
  private final EventService events;

  /** The service of this caller. */
  public ManifestService(Caller caller, EventService events) {
    this.caller = caller;
    this.manifests = new ObjectStore<>(caller, ObjectType.CORE);
    this.active = new ActiveManifest(caller, manifests);
    this.events = events;
  }

  @Override
  public CoreManifest create(CoreManifest manifest) {
    if (manifest.status() != CoreStatus.DRAFT) {
      throw new ConflictException(
          "READ_ONLY_PART",
          "core "
              + manifest.coreId()
              + " is "
              + manifest.status().wire()
              + ", but a new manifest is a draft; activate it once it is created");
    }
    checkEachOnce(manifest);
    return manifests.create(manifest);
  }

  private static void checkEachOnce(CoreManifest manifest) {
    Set<ModuleName> seen = EnumSet.noneOf(ModuleName.class);
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < manifest.modules().size(); i++) {
      ModuleName module = manifest.modules().get(i).moduleId();
      if (!seen.add(module)) {
        violations.add(
            new Violation(
                "/modules/" + i + "/module_id",
                Violation.Layer.LIMIT,
                "unique",
                "must be listed once only, but there is another \"" + module.wire() + '"'));
      }
    }
    if (!violations.isEmpty()) {
      throw new ValidationException("core " + manifest.coreId(), violations);
    }
  }

  @Override
  public CoreManifest get(CoreId coreId) {
    return manifests.look(coreId).value();
  }

  @Override
  public Versioned<CoreManifest> read(CoreId coreId) {
    return manifests.look(coreId);
  }

  @Override
  public Versioned<CoreManifest> update(CoreManifest manifest, long version) {
    caller.may(ModuleName.CORE, "update", manifest.coreId());
    checkEachOnce(manifest);
    CoreStatus stored = manifests.stored(manifest.coreId()).value().status();
    if (stored != CoreStatus.DRAFT) {
      throw new ConflictException(
          "READ_ONLY_PART",
          "core "
              + manifest.coreId()
              + " is "
              + stored.wire()
              + " and its content stays; switch its modules, or activate another manifest");
    }
    return manifests.update(manifest, version);
  }

  @Override
  public Page<ManifestSummary> list(ManifestFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("status", filter.status() == null ? null : filter.status().wire());
    Boolean archived = Archive.byStatus(where, filter.archived());
    return manifests.list(where, archived, after, limit, ManifestService::summary);
  }

  private static ManifestSummary summary(Versioned<CoreManifest> stored) {
    CoreManifest manifest = stored.value();
    return new ManifestSummary(
        manifest.coreId(),
        manifest.status(),
        manifest.protocolVersion(),
        manifest.modules().size(),
        stored.version());
  }

  @Override
  public Optional<CoreManifest> active() {
    caller.may(ModuleName.CORE, "read", null);
    return active.find().map(Versioned::value);
  }

  @Override
  public CoreManifest activate(CoreId coreId) {
    caller.may(ModuleName.CORE, "activate", coreId);
    return active.activate(coreId);
  }

  @Override
  public CoreManifest deprecate(CoreId coreId, @Nullable String reason) {
    CoreManifest deprecated =
        manifests.move(
            coreId,
            "deprecate",
            Transitions.CORE,
            CoreStatus.DEPRECATED,
            reason,
            manifest -> active.unmark(coreId));
    caller.modules().forget(caller.tenant());
    return deprecated;
  }

  @Override
  public CoreManifest archive(CoreId coreId) {
    return manifests.move(
        coreId,
        "archive",
        Transitions.CORE,
        CoreStatus.ARCHIVED,
        null,
        manifest -> List.<Change>of());
  }

  @Override
  public CoreManifest switchModule(
      ModuleName module, ModuleStatus status, @Nullable String reason) {
    caller.may(ModuleName.CORE, "switch_module", module.wire());
    return active.switchModule(module, status, reason);
  }

  @Override
  public ProfileReport check(Profile profile) {
    caller.may(ModuleName.CORE, "read", null);
    Set<ModuleName> missing = EnumSet.copyOf(profile.modules());
    missing.removeAll(caller.modules().offered(caller.tenant()));
    return new ProfileReport(profile, missing);
  }

  @Override
  public void purge(CoreId coreId) {
    manifests.purge(
        coreId,
        manifest -> manifest.status() == CoreStatus.ARCHIVED,
        "archived",
        manifest -> List.of());
  }

  @Override
  public Watch watch(CoreId coreId, long after) {
    caller.may(ModuleName.CORE, "read", coreId);
    Watch watch = events.watch(EventFilter.of(ModuleName.CORE, coreId), after);
    return CheckedWatch.of(caller, ModuleName.CORE, coreId, null, watch);
  }
}
