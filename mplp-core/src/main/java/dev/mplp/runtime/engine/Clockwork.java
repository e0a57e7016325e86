package dev.mplp.runtime.engine;

import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import dev.mplp.spi.Work.Backlog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker does from time to time: lease, takeover, alarm, timers, positions. */
public final class Clockwork {

  private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);
  private static final Duration ALARM = Duration.ofSeconds(5);
  private static final int REAP = 500;

  private final Storage storage;
  private final Duration lease;
  private final Worker worker;
  private final HandlerRegistry handlers;
  private final Notices notices;
  private final Consumer<UUID> stopping;
  private final Sequencer sequencer;
  private final TimerLoop timers;
  private final Map<String, Long> alarmed = new HashMap<>();
  private Storage.Registration signals = () -> {};

  /**
   * A clockwork that is not started yet.
   *
   * @param lease that of the worker; the sequencer has one as long
   * @param fired what a timer does
   * @param stopping is told of executions that are stopping while this worker runs steps of them
   * @param positioned is run after the log got positions here
   */
  public Clockwork(
      Storage storage,
      Duration lease,
      Worker worker,
      HandlerRegistry handlers,
      Notices notices,
      Consumer<Timer> fired,
      Consumer<UUID> stopping,
      Runnable positioned) {
    this.storage = storage;
    this.lease = lease;
    this.worker = worker;
    this.handlers = handlers;
    this.notices = notices;
    this.stopping = stopping;
    this.sequencer = new Sequencer(storage, lease, positioned);
    this.timers = new TimerLoop(storage, fired, notices);
  }

  /** Starts everything; what is periodic runs on {@code clock}, which is the caller's. */
  public void start(ScheduledExecutorService clock) {
    signals = storage.onSignal(this::signal);
    sequencer.start();
    timers.start();
    every(clock, lease.dividedBy(4), "lease", this::beat);
    every(clock, lease.dividedBy(3), "takeover", this::reap);
    every(clock, ALARM, "alarm", this::alarm);
  }

  private void signal(Storage.Signal signal) {
    switch (signal) {
      case WORK -> worker.wake();
      case LOG -> sequencer.wake();
      case TIMER -> timers.wake();
    }
  }

  private static void every(
      ScheduledExecutorService clock, Duration period, String what, Runnable task) {
    ScheduledFuture<?> ignored =
        clock.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                LOG.warn("{}: {}", what, e.toString());
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void beat() {
    worker.beat().forEach(stopping);
  }

  private void reap() {
    int taken = storage.work().reap(REAP);
    if (taken > 0) {
      LOG.warn("{} steps of workers that died or hang are done again", taken);
      worker.wake();
    }
  }

  /** Says once a minute for each role that steps wait for a handler that nobody has here. */
  private void alarm() {
    long now = System.nanoTime();
    for (Backlog backlog : storage.work().backlog()) {
      if (handlers.handles(backlog.role()) || backlog.oldest().compareTo(ALARM) < 0) {
        continue;
      }
      notices.tell(l -> l.handlerMissing(backlog.role(), backlog.count(), backlog.oldest()));
      Long last = alarmed.get(backlog.role());
      if (last == null || now - last > TimeUnit.MINUTES.toNanos(1)) {
        alarmed.put(backlog.role(), now);
        LOG.warn(
            "{} steps wait for a handler of the role \"{}\", the oldest for {}; none is registered"
                + " in this process",
            backlog.count(),
            backlog.role(),
            backlog.oldest());
      }
    }
  }

  /** True while this process gives the log its positions, as far as it knows. */
  public boolean sequences() {
    return sequencer.holds();
  }

  /** Stops timers; positions are still given. */
  public void stopTimers() {
    timers.close();
  }

  /** Stops the rest. */
  public void close() {
    signals.close();
    sequencer.close();
  }
}
