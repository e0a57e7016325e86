package dev.mplp.runtime.remote;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts from time to time how many steps wait for agents, of the tenants that have had such. */
final class CountParked {

  private static final Logger LOG = LoggerFactory.getLogger(CountParked.class);
  private static final long PERIOD = Duration.ofSeconds(10).toNanos();
  private static final int MOST_TENANTS = 1_000;
  private static final int MOST = 10_000;

  private final Storage storage;
  private final Consumer<Consumer<RuntimeListener>> notices;
  private final Set<String> tenants = ConcurrentHashMap.newKeySet();
  private volatile long parked;
  private long nextAt = System.nanoTime();

  CountParked(Storage storage, Consumer<Consumer<RuntimeListener>> notices) {
    this.storage = storage;
    this.notices = notices;
  }

  void saw(String tenant) {
    if (tenants.size() < MOST_TENANTS) {
      tenants.add(tenant);
    }
  }

  /** How many there were the last time, of each tenant up to 10,000. */
  long parked() {
    return parked;
  }

  /** Looks if it is time to; called by one thread. */
  void look() {
    if (System.nanoTime() - nextAt < 0) {
      return;
    }
    nextAt = System.nanoTime() + PERIOD;
    try {
      long sum = 0;
      for (String tenant : tenants) {
        sum += storage.count(new DocumentQuery(tenant, Kinds.REMOTE_STEP, Map.of(), 0, 1), MOST);
      }
      parked = sum;
      long told = sum;
      notices.accept(listener -> listener.remoteStepsParked(told));
    } catch (StorageException e) {
      LOG.debug("the steps of agents are counted later", e);
    }
  }
}
