package dev.mplp.examples.server.idempotency;

import dev.mplp.MplpException;
import dev.mplp.examples.server.idempotency.Outcomes.Aged;
import dev.mplp.spi.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes outcomes whose time is over, from time to time, while this process holds the lease for
 * it. They are looked at in the order in which they were made, up to the first page without an old
 * one: what is still to be kept costs nothing. One that cannot be read goes together with the first
 * later one whose time is over. Two at once, when a lease ended too early, do no harm.
 */
final class RemoveOutcomes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoveOutcomes.class);
  private static final String LEASE = "request-outcomes";
  private static final Duration LEASE_TIME = Duration.ofMinutes(5);
  private static final int PAGE = 100;
  private static final int MOST_UNREADABLE = 1000;

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
        removed += sweepOrTell(tenant);
      }
    }
    return removed;
  }

  private int sweepOrTell(String tenant) {
    try {
      return sweep(tenant);
    } catch (RuntimeException e) {
      if (e instanceof MplpException passing && passing.retryable()) {
        throw e; // the storage is away: for the others as well
      }
      LOG.warn("outcomes of requests of tenant {} are removed later: {}", tenant, e.toString());
      return 0;
    }
  }

  /** Page after page, up to one that ends with what is still to be kept. */
  private int sweep(String tenant) {
    Instant before = clock.instant().minus(keep);
    int removed = 0;
    long after = 0;
    List<Aged> unreadable = List.of();
    while (goesOn()) {
      List<Aged> page = outcomes.oldest(tenant, after, PAGE);
      List<Aged> known = new ArrayList<>(unreadable);
      known.addAll(page);
      int end = endOfOld(known, before);
      removed += remove(tenant, known.subList(0, end), before);
      List<Aged> left = known.subList(end, known.size());
      if (page.size() < PAGE || left.stream().anyMatch(one -> one.at() != null)) {
        return removed;
      }
      unreadable = left.subList(0, Math.min(MOST_UNREADABLE, left.size()));
      after = page.get(page.size() - 1).order();
    }
    return removed;
  }

  /** Removes a page in one commit; a younger one between them, by another clock, stays. */
  private int remove(String tenant, List<Aged> known, Instant before) {
    List<Aged> old =
        known.stream().filter(one -> one.at() == null || one.at().isBefore(before)).toList();
    int removed = 0;
    for (int i = 0; i < old.size(); i += PAGE) {
      removed += outcomes.removeAll(tenant, old.subList(i, Math.min(i + PAGE, old.size())));
    }
    return removed;
  }

  /** Behind the last one that is old: what cannot be read before it is older. */
  private static int endOfOld(List<Aged> inOrder, Instant before) {
    for (int i = inOrder.size(); i > 0; i--) {
      Instant at = inOrder.get(i - 1).at();
      if (at != null && at.isBefore(before)) {
        return i;
      }
    }
    return 0;
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
