package dev.mplp.examples.server.idempotency;

import dev.mplp.examples.server.idempotency.Outcomes.Stored;
import dev.mplp.spi.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes outcomes whose time is over, from time to time, while this process holds the lease for
 * it. They are looked at in the order in which they were made, up to the first page without an old
 * one: what is still to be kept costs nothing. Two at once, when a lease ended too early, do no
 * harm.
 */
final class RemoveOutcomes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoveOutcomes.class);
  private static final String LEASE = "request-outcomes";
  private static final Duration LEASE_TIME = Duration.ofMinutes(5);
  private static final int PAGE = 100;

  private final Storage storage;
  private final Outcomes outcomes;
  private final Duration keep;
  private final Clock clock;
  private final UUID holder = UUID.randomUUID();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** One that does nothing until it is started. */
  RemoveOutcomes(Storage storage, Outcomes outcomes, Duration keep, Clock clock) {
    this.storage = storage;
    this.outcomes = outcomes;
    this.keep = keep;
    this.clock = clock;
    this.thread = new Thread(this::run, "mplp-request-outcomes");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long rest = Math.min(keep.toMillis() / 10 + 1, Duration.ofMinutes(10).toMillis());
    try {
      while (!closing.await(rest, TimeUnit.MILLISECONDS)) {
        try {
          sweep();
        } catch (RuntimeException e) {
          LOG.warn("outcomes of requests are removed later: {}", e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes all that is old, of all tenants; how many. */
  int sweep() {
    int removed = 0;
    List<String> names = List.of("");
    while (!names.isEmpty() && goesOn()) {
      names = storage.tenants(names.get(names.size() - 1), PAGE);
      for (String tenant : names) {
        removed += sweep(tenant);
      }
    }
    return removed;
  }

  private int sweep(String tenant) {
    Instant before = clock.instant().minus(keep);
    int removed = 0;
    int old = PAGE;
    while (old == PAGE && goesOn()) {
      List<Stored> page = outcomes.oldest(tenant, PAGE);
      old = 0;
      for (Stored stored : page) {
        if (stored.outcome().at().isBefore(before)) {
          old++;
          removed += outcomes.remove(stored) ? 1 : 0;
        }
      }
    }
    return removed;
  }

  private boolean goesOn() {
    return closing.getCount() > 0
        && storage.leases().acquire(LEASE, holder, LEASE_TIME).isPresent();
  }

  /** Waits for what it is at, a moment. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
