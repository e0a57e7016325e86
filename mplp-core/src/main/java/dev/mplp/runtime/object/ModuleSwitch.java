package dev.mplp.runtime.object;

import dev.mplp.ModuleDisabledException;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.Manifests;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ModuleName;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which modules each tenant is offered. What was read is believed for a while, so that a call costs
 * a look into memory; a process that switches a module forgets what it believed.
 */
public final class ModuleSwitch {

  /** The id of the mark that names a tenant's active manifest. */
  public static final String ACTIVE = "active";

  private static final long TRUST = TimeUnit.SECONDS.toNanos(Manifests.SWITCH_SECONDS);
  private static final int TENANTS = 10_000;
  private static final Set<ModuleName> ALL = EnumSet.allOf(ModuleName.class);

  private final Storage storage;
  private final Map<String, Offer> offers = new ConcurrentHashMap<>();

  /** The switches in this storage. */
  public ModuleSwitch(Storage storage) {
    this.storage = storage;
  }

  /**
   * Checks that a tenant is offered a module.
   *
   * @throws ModuleDisabledException when not
   */
  public void check(String tenant, ModuleName module) {
    if (module == ModuleName.CORE) {
      return;
    }
    Offer offer = offers.get(tenant);
    long now = System.nanoTime();
    if (offer == null || now - offer.readAt() > TRUST) {
      if (offers.size() >= TENANTS) {
        offers.clear();
      }
      offer = new Offer(offered(tenant), now);
      offers.put(tenant, offer);
    }
    if (!offer.modules().contains(module)) {
      throw new ModuleDisabledException(module);
    }
  }

  /** What was believed of this tenant counts no more. */
  public void forget(String tenant) {
    offers.remove(tenant);
  }

  /** The modules that a tenant is offered, as stored now. */
  public Set<ModuleName> offered(String tenant) {
    Optional<Document> active =
        storage
            .get(new DocumentKey(tenant, Kinds.ACTIVE_MANIFEST, ACTIVE))
            .flatMap(
                mark ->
                    storage.get(
                        new DocumentKey(
                            tenant, ModuleName.CORE.wire(), Wire.value(mark.body()).asString())));
    return active
        .map(document -> modules(Wire.read(CoreManifest.class, document.body())))
        .orElse(ALL);
  }

  private static Set<ModuleName> modules(CoreManifest manifest) {
    Set<ModuleName> modules = EnumSet.of(ModuleName.CORE);
    for (CoreModule module : manifest.modules()) {
      if (module.status() != ModuleStatus.DISABLED) {
        modules.add(module.moduleId());
      }
    }
    return modules;
  }

  private record Offer(Set<ModuleName> modules, long readAt) {}
}
