package dev.mplp.runtime.relay;

import dev.mplp.MplpException;
import dev.mplp.observe.RelayFigures;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.runtime.engine.Threads;
import dev.mplp.runtime.relay.ReadAhead.Stop;
import dev.mplp.runtime.relay.RelayPosition.Overtaken;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Storage.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays the log to a broker, while this process holds the lease for it: of all processes over one
 * storage one does it at a time, and the next one goes on exactly where it stopped.
 *
 * <p>A process whose broker is away gives the lease back after its time, as another one may still
 * reach the broker; so does one that meets a record of a later version, or for which it has no key.
 * Plans go on meanwhile, and events wait in the log.
 */
public final class Relay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final String NAME = "events";
  private static final String LEASE = "relay-" + NAME;
  private static final long TURN = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  /** A message that is sent again for so long is no passing matter. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration AFTER_ERROR = Duration.ofSeconds(2);
  private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

  private final Storage storage;
  private final Commits commits;
  private final EventBroker broker;
  private final boolean ownsBroker;
  private final Duration lease;
  private final Duration patience;
  private final UUID holder = UUID.randomUUID();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final RelayCounts counts = new RelayCounts();
  private final Thread thread;
  private Storage.@Nullable Registration hints;
  private volatile @Nullable RelayEvents current;
  private volatile @Nullable String trouble;
  private @Nullable Long epoch;
  private long renewAt;
  private long lookAt = System.nanoTime();
  private String told = "";

  /**
   * A relay that is not started yet.
   *
   * @param storage whose records can be read, decrypted where they are encrypted
   * @param ownsBroker whether the broker is closed with it
   * @param lease how long another process waits before it takes over from one that died
   */
  public Relay(
      Storage storage, Commits commits, EventBroker broker, boolean ownsBroker, Duration lease) {
    this(storage, commits, broker, ownsBroker, lease, PATIENCE);
  }

  /**
   * A relay that is not started yet.
   *
   * @param patience how long a message may not get through before that is told
   */
  Relay(
      Storage storage,
      Commits commits,
      EventBroker broker,
      boolean ownsBroker,
      Duration lease,
      Duration patience) {
    this.storage = storage;
    this.commits = commits;
    this.broker = broker;
    this.ownsBroker = ownsBroker;
    this.lease = lease;
    this.patience = patience;
    this.thread = Threads.named("relay").newThread(this::run);
  }

  /** Begins to relay. */
  public void start() {
    hints = storage.onSignal(this::onSignal);
    thread.start();
  }

  private void onSignal(Signal signal) {
    RelayEvents events = current;
    if (signal == Signal.LOG && events != null) {
      events.ring();
    }
  }

  private void run() {
    boolean open = true;
    while (open) {
      open = !rests(turn());
    }
    release();
  }

  /** Also what goes wrong while something that went wrong is told does not end this thread. */
  private Duration turn() {
    try {
      return once();
    } catch (Throwable e) {
      trouble = "the relay does not recover from what went wrong, and tries again";
      return AFTER_ERROR;
    }
  }

  /** How long to rest after it. */
  private Duration once() {
    try {
      if (!broker.health().available()) {
        look();
        trouble = null; // health tells what the broker says
        return Duration.ofMillis(200);
      }
      if (hold().isEmpty()) {
        look();
        trouble = null;
        return lease.dividedBy(3);
      }
      return serve();
    } catch (Overtaken e) {
      LOG.info("events are relayed by another process now");
      return lease.dividedBy(3);
    } catch (RuntimeException e) {
      trouble = e.toString();
      LOG.warn("events are relayed later: {}", e.toString());
      release();
      return e instanceof MplpException known && !known.retryable() ? lease : PAUSE;
    } catch (Throwable e) {
      // Such as no memory for a page: this thread must not end of it, nor look as if all were well.
      trouble = e.toString();
      LOG.error("events are relayed later", e);
      release();
      return AFTER_ERROR;
    }
  }

  /** How much waits for whoever relays; asked now and then. */
  private void look() {
    long now = System.nanoTime();
    if (now - lookAt >= 0) {
      lookAt = now + LOOK;
      counts.waiting(storage.log().head() - RelayPosition.read(storage, NAME).position());
    }
  }

  /** True when it is time to end. */
  private boolean rests(Duration pause) {
    try {
      return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // only its owner interrupts it
    }
  }

  /**
   * Until the lease is lost, the broker is away for too long, nobody wants it any more, or there is
   * a record that this process cannot relay: then another one has so long to try it.
   */
  private Duration serve() throws Overtaken {
    Long began = epoch;
    RelayEvents events = new RelayEvents(storage, commits, broker, NAME, counts, lease);
    current = events;
    counts.relaying(true);
    Stop ended = null;
    try {
      long seen = System.nanoTime();
      boolean holds = true;
      while (holds
          && ended == null
          && closing.getCount() > 0
          && !Thread.currentThread().isInterrupted()
          && System.nanoTime() - seen < lease.toNanos()) {
        events.turn(TURN);
        seen = broker.health().available() ? System.nanoTime() : seen;
        ended = events.ended();
        if (ended == null) {
          trouble = events.heldBack(patience);
          holds = hold().filter(now -> now.equals(began)).isPresent();
        }
      }
      if (holds) {
        events.finish(LAST_ANSWERS);
        release();
      }
    } finally {
      current = null;
      counts.relaying(false);
    }
    return ended == null ? Duration.ZERO : stopped(ended);
  }

  private Duration stopped(Stop at) {
    String why = at.told();
    if (!why.equals(told)) {
      told = why;
      LOG.error("the relay of events {}", why);
    }
    trouble = why;
    return lease;
  }

  /** The epoch of the lease, empty when another process has it. */
  private Optional<Long> hold() {
    if (epoch == null || System.nanoTime() - renewAt >= 0) {
      renewAt = System.nanoTime() + lease.dividedBy(3).toNanos();
      epoch = storage.leases().acquire(LEASE, holder, lease).orElse(null);
    }
    return Optional.ofNullable(epoch);
  }

  private void release() {
    if (epoch != null) {
      epoch = null;
      try {
        storage.leases().release(LEASE, holder);
      } catch (RuntimeException e) {
        LOG.debug("the lease for the relay ends by itself", e);
      }
    }
  }

  /**
   * How it is; the storage is asked how much waits.
   *
   * @throws dev.mplp.spi.StorageException when the storage cannot be asked
   */
  public Part health() {
    boolean dead = !thread.isAlive() && closing.getCount() > 0;
    return RelayHealth.of(
        storage, broker, RelayPosition.read(storage, NAME), dead ? "the relay has ended" : trouble);
  }

  /** What it has done so far. */
  public RelayFigures figures() {
    return counts.figures();
  }

  /** Takes the answers that are on their way, and lets the next process go on. */
  @Override
  public void close() {
    closing.countDown();
    if (hints != null) {
      hints.close();
    }
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (ownsBroker) {
      broker.close();
    }
  }
}
