package dev.mplp.runtime.administration;

import dev.mplp.administration.RetentionPolicy;
import dev.mplp.administration.Sweep;
import dev.mplp.model.Tenant;
import dev.mplp.runtime.engine.Threads;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps all tenants from time to time, while this process holds the lease for it. Two at once,
 * when a lease ended too early, do no harm: each removal is checked against the version that was
 * read.
 */
public final class Sweeper {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final String LEASE = "retention";
  private static final Duration LEASE_TIME = Duration.ofMinutes(2);
  private static final int PAGE = 100;

  private final Storage storage;
  private final Policies policies;
  private final Function<Tenant, AdministrationService> services;
  private final UUID holder = UUID.randomUUID();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long extendAt;

  /**
   * The policies of a runtime.
   *
   * @param everywhere for every tenant that has none of its own, null for none
   */
  public record Policies(
      @Nullable RetentionPolicy everywhere, Map<Tenant, RetentionPolicy> ofTenants) {

    /** Copies the map. */
    public Policies {
      ofTenants = Map.copyOf(ofTenants);
    }

    @Nullable RetentionPolicy of(Tenant tenant) {
      RetentionPolicy own = ofTenants.get(tenant);
      return own == null ? everywhere : own;
    }

    /** The shortest of all. */
    Duration interval() {
      Duration shortest = everywhere == null ? null : everywhere.interval();
      for (RetentionPolicy policy : ofTenants.values()) {
        Duration interval = policy.interval();
        shortest = shortest == null || interval.compareTo(shortest) < 0 ? interval : shortest;
      }
      return shortest == null ? Duration.ofHours(1) : shortest;
    }
  }

  /**
   * A sweeper that is not started yet.
   *
   * @param services of the runtime itself for a tenant
   */
  public Sweeper(
      Storage storage, Policies policies, Function<Tenant, AdministrationService> services) {
    this.storage = storage;
    this.policies = policies;
    this.services = services;
    this.thread = Threads.named("retention").newThread(this::run);
  }

  /** Begins with the first sweep. */
  public void start() {
    thread.start();
  }

  private void run() {
    boolean open = true;
    while (open) {
      try {
        sweepAll();
      } catch (RuntimeException e) {
        LOG.warn("retention goes on later: {}", e.toString());
      }
      open = rests();
    }
    try {
      storage.leases().release(LEASE, holder);
    } catch (RuntimeException e) {
      LOG.debug("the lease for retention ends by itself", e);
    }
  }

  /** False when it is time to end. */
  private boolean rests() {
    try {
      return !closing.await(policies.interval().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false; // only its owner interrupts it
    }
  }

  private void sweepAll() {
    extendAt = System.nanoTime();
    List<String> names = List.of("");
    while (goesOn() && !names.isEmpty()) {
      names = storage.tenants(names.get(names.size() - 1), PAGE);
      for (String name : names) {
        Tenant tenant = Tenant.of(name);
        RetentionPolicy policy = policies.of(tenant);
        if (policy != null && goesOn()) {
          sweep(tenant, policy);
        }
      }
    }
  }

  /** What one tenant has stored may not be readable; the others are swept all the same. */
  private void sweep(Tenant tenant, RetentionPolicy policy) {
    try {
      Sweep sweep = services.apply(tenant).sweep(policy, "the runtime's policy", this::goesOn);
      LOG.debug("tenant {}: removed {}, held {}", tenant.name(), sweep.removed(), sweep.held());
    } catch (RuntimeException e) {
      LOG.warn("retention of tenant {} goes on later: {}", tenant.name(), e.toString());
    }
  }

  /** Whether nobody closes it and the lease is its own, which is extended when it is time. */
  private boolean goesOn() {
    if (closing.getCount() == 0) {
      return false;
    }
    if (System.nanoTime() - extendAt < 0) {
      return true;
    }
    boolean holds = storage.leases().acquire(LEASE, holder, LEASE_TIME).isPresent();
    extendAt = System.nanoTime() + LEASE_TIME.dividedBy(4).toNanos();
    return holds;
  }

  /** Ends after the batch at hand. */
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
