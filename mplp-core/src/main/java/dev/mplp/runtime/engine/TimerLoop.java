package dev.mplp.runtime.engine;

import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);
  private static final int REMEMBERED = 1000;

  private final Storage storage;
  private final Consumer<Timer> effect;
  private final Notices notices;

  /** Of this thread alone; the longest untouched is forgotten first, and tried again then. */
  private final Map<Key, Failures> failing =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final Wakeup wakeup = new Wakeup();
  private final Thread thread;
  private volatile boolean closing;

  private record Key(String tenant, String kind, String id, Instant due) {
    static Key of(Timer timer) {
      return new Key(timer.tenant(), timer.kind(), timer.id(), timer.due());
    }
  }

  /**
   * How often the effect of a timer failed, and until when it is left alone.
   *
   * @param until of {@link System#nanoTime}
   */
  private record Failures(int count, long until) {}

  TimerLoop(Storage storage, Consumer<Timer> effect, Notices notices) {
    this.storage = storage;
    this.effect = effect;
    this.notices = notices;
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
    Failures before = failing.get(Key.of(timer));
    if (before != null && System.nanoTime() - before.until < 0) {
      return;
    }
    try {
      effect.accept(timer);
      failing.remove(Key.of(timer));
    } catch (StorageException | OutcomeUnknownException e) {
      LOG.warn("timer {} {} is tried again: {}", timer.kind(), timer.id(), e.toString());
    } catch (RuntimeException e) {
      failed(timer, before == null ? 1 : before.count + 1, e);
    }
  }

  /** Told each time, which is ever more rarely. */
  private void failed(Timer timer, int count, RuntimeException error) {
    Duration rest = HOLD.multipliedBy(1L << Math.min(count - 1, 6));
    rest = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    failing.put(Key.of(timer), new Failures(count, System.nanoTime() + rest.toNanos()));
    LOG.error(
        "timer {} {} failed {} times and is tried again in {}",
        timer.kind(),
        timer.id(),
        count,
        rest,
        error);
    notices.tell(l -> l.timerFailed(timer.kind(), timer.id(), count));
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
