package dev.mplp.runtime.engine;

import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the log its positions, while this process holds the lease for it. Between passes it rests a
 * moment, so that under load many records share one.
 */
final class Sequencer {

  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int PASS = 5000;
  private static final long REST = 5;

  private final Storage storage;
  private final Duration lease;
  private final Duration renew;
  private final UUID holder = UUID.randomUUID();
  private final Wakeup wakeup = new Wakeup();
  private final Thread thread;
  private final Runnable positioned;
  private volatile boolean closing;
  private volatile boolean holds;
  private long renewAt = System.nanoTime();

  /**
   * A sequencer that is not started yet.
   *
   * @param lease how long another process waits before it takes over from one that died
   * @param positioned is run after a pass that gave positions
   */
  Sequencer(Storage storage, Duration lease, Runnable positioned) {
    this.storage = storage;
    this.lease = lease;
    this.renew = lease.dividedBy(3);
    this.positioned = positioned;
    this.thread = Threads.named("sequencer").newThread(this::run);
  }

  void start() {
    thread.start();
  }

  void wake() {
    wakeup.ring();
  }

  /** True while this process gives the positions, as far as it knows. */
  boolean holds() {
    return holds;
  }

  private void run() {
    while (!closing) {
      try {
        boolean idle = !hold() || storage.log().sequence(PASS) == 0;
        if (idle) {
          wakeup.await(holds ? POLL : renew);
        } else {
          positioned.run();
        }
        Pause.millis(REST);
      } catch (RuntimeException e) {
        LOG.warn("the log gets no positions for the moment: {}", e.toString());
        Pause.millis(500);
      }
    }
    try {
      if (holds) {
        storage.leases().release(EventLog.SEQUENCER, holder);
      }
    } catch (RuntimeException e) {
      LOG.warn("the sequencer's lease runs on until it ends by itself: {}", e.toString());
    }
  }

  private boolean hold() {
    if (!holds || System.nanoTime() - renewAt >= 0) {
      holds = storage.leases().acquire(EventLog.SEQUENCER, holder, lease).isPresent();
      renewAt = System.nanoTime() + renew.toNanos();
    }
    return holds;
  }

  void close() {
    closing = true;
    wakeup.ring();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
