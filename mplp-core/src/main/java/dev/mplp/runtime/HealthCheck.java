package dev.mplp.runtime;

import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.runtime.cache.CachedReads;
import dev.mplp.runtime.relay.Relay;
import dev.mplp.runtime.remote.RemoteWork;
import dev.mplp.runtime.sharing.Shared;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.StorageHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the parts of a runtime how they are, and those that were added to it. */
final class HealthCheck {

  private final List<Supplier<Part>> added = new CopyOnWriteArrayList<>();

  /** Asks this one, too, until it is removed; it answers from memory. */
  void add(Supplier<Part> part) {
    added.add(part);
  }

  void remove(Supplier<Part> part) {
    added.remove(part);
  }

  RuntimeHealth of(
      Storage storage,
      @Nullable Relay relay,
      @Nullable RemoteWork remote,
      @Nullable CachedReads cache,
      Shared shared) {
    List<Part> parts = new ArrayList<>();
    parts.add(storage(storage));
    if (relay != null) {
      parts.add(broker(relay));
    }
    if (remote != null) {
      parts.add(remote.health());
    }
    if (cache != null) {
      parts.add(cache.health());
    }
    Part memory = shared.health();
    if (memory != null) {
      parts.add(memory);
    }
    added.forEach(part -> parts.add(part.get()));
    return RuntimeHealth.of(parts, shared.replicas());
  }

  private static Part storage(Storage storage) {
    try {
      StorageHealth health = storage.health();
      String detail =
          "answered in "
              + health.responseTime().toMillis()
              + " ms; "
              + health.readySteps()
              + " steps are ready, the oldest for "
              + health.oldestReady().toMillis()
              + " ms";
      return new Part("storage", Status.UP, detail);
    } catch (StorageException e) {
      return new Part("storage", Status.DOWN, String.valueOf(e.getMessage()));
    }
  }

  private static Part broker(Relay relay) {
    try {
      return relay.health();
    } catch (StorageException e) {
      return new Part("broker", Status.DEGRADED, "the log is not to be had");
    }
  }
}
