package dev.mplp.examples.server.events;

import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.StorageException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the log has grown, once for all who follow it, and wakes those whom it may concern.
 * What is told to them each reads for himself, as he may see it.
 */
final class Tail implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

  /** How long a hint is trusted to come. */
  private static final long LOOK_MILLIS = 500;

  /** After a hint a record may not have its position yet: looked again after this, doubling. */
  private static final long FIRST_REST_MILLIS = 4;

  private static final long LAST_REST_MILLIS = 64;

  /** Records that come close to each other are told together. */
  private static final long GATHER_MILLIS = 10;

  private static final int PAGE = 1_000;

  private final Storage storage;
  private final Set<Follower> followers;
  private final Semaphore hints = new Semaphore(0);
  private final Storage.Registration registration;
  private final Thread thread;
  private volatile boolean closed;

  /** One that is not started yet. */
  Tail(Storage storage, Set<Follower> followers) {
    this.storage = storage;
    this.followers = followers;
    this.thread = new Thread(this::run, "mplp-streams-tail");
    thread.setDaemon(true);
    this.registration =
        storage.onSignal(
            signal -> {
              if (signal == Signal.LOG) {
                wake();
              }
            });
  }

  void start() {
    thread.start();
  }

  /** There may be something new, or somebody new. */
  void wake() {
    if (hints.availablePermits() == 0) {
      hints.release();
    }
  }

  private void run() {
    long seen = -1;
    try {
      while (!closed) {
        if (followers.isEmpty()) {
          hints.acquire();
          seen = -1;
        }
        boolean isHinted = hints.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        hints.drainPermits();
        seen = looked(seen, isHinted);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long looked(long seen, boolean isHinted) throws InterruptedException {
    try {
      long head = storage.log().head();
      for (long rest = FIRST_REST_MILLIS;
          isHinted && head == seen && rest <= LAST_REST_MILLIS;
          rest *= 2) {
        TimeUnit.MILLISECONDS.sleep(rest);
        head = storage.log().head();
      }
      if (head != seen) {
        tell(seen);
        TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
      }
      return head;
    } catch (StorageException e) {
      LOG.debug("the log is looked at later", e);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      return seen;
    }
  }

  private void tell(long seen) {
    Map<String, Changed> tenants = new HashMap<>();
    for (Follower follower : followers) {
      String tenant = follower.principal().tenant().name();
      if (tenants.computeIfAbsent(tenant, any -> changed(tenant, seen)).concerns(follower)) {
        follower.wake();
      }
    }
  }

  /**
   * What has changed in a tenant.
   *
   * @param contexts null for too much to say
   */
  private record Changed(@Nullable Set<@Nullable String> contexts) {
    boolean concerns(Follower follower) {
      return contexts == null || contexts.stream().anyMatch(follower::isAbout);
    }
  }

  private Changed changed(String tenant, long seen) {
    if (seen < 0) {
      return new Changed(null);
    }
    try {
      List<LogRecord> records = storage.log().read(tenant, null, seen, PAGE);
      if (records.size() == PAGE) {
        return new Changed(null);
      }
      Set<@Nullable String> contexts = new HashSet<>();
      records.forEach(record -> contexts.add(record.entry().contextId()));
      return new Changed(contexts);
    } catch (LogTruncatedException e) {
      return new Changed(null);
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    closed = true;
    registration.close();
    hints.release();
  }
}
