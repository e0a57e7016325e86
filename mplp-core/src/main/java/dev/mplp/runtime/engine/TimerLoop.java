package dev.mplp.runtime.engine;

import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires timers that are due. One whose effect fails comes back when its hold is over; if it is not
 * the storage that fails, it is left alone for longer each time.
 */
final class TimerLoop {

  private static final Logger LOG = LoggerFactory.getLogger(TimerLoop.class);
  private static final Duration HOLD = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int BATCH = 32;

  private final Storage storage;
  private final Consumer<Timer> effect;
  private final TimerFailures failures;
  private final Wakeup wakeup = new Wakeup();
  private final Thread thread;
  private volatile boolean closing;

  TimerLoop(Storage storage, Consumer<Timer> effect, Notices notices) {
    this.storage = storage;
    this.effect = effect;
    this.failures = new TimerFailures(HOLD, notices);
    this.thread = Threads.named("timer").newThread(this::run);
  }

  void start() {
    thread.start();
  }

  void wake() {
    wakeup.ring();
  }

  private void run() {
    while (!closing) {
      try {
        List<Timer> due = storage.timers().due(BATCH, HOLD);
        due.forEach(this::fire);
        if (due.isEmpty()) {
          wakeup.await(untilNext());
        }
      } catch (RuntimeException e) {
        LOG.warn("timers wait for the storage: {}", e.toString());
        Pause.millis(500);
      }
    }
  }

  private Duration untilNext() {
    Optional<Instant> next = storage.timers().next();
    if (next.isEmpty()) {
      return LONGEST;
    }
    Duration left = Duration.between(storage.now(), next.get()).plusMillis(1);
    return left.compareTo(LONGEST) > 0 ? LONGEST : left.isNegative() ? Duration.ofMillis(1) : left;
  }

  private void fire(Timer timer) {
    if (failures.rests(timer)) {
      return;
    }
    try {
      effect.accept(timer);
      failures.succeeded(timer);
    } catch (RuntimeException e) {
      failures.failed(timer, e);
    }
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
