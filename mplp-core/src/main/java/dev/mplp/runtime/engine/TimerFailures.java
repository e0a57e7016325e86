package dev.mplp.runtime.engine;

import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers whose effects fail. Where it is the storage that fails, they come back when their hold is
 * over; where it is not, they are left alone for longer each time. Thread-safe.
 */
final class TimerFailures {

  private static final Logger LOG = LoggerFactory.getLogger(TimerFailures.class);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);
  private static final int REMEMBERED = 1000;

  private final Duration hold;
  private final Notices notices;

  /** The longest untouched is forgotten first, and tried again then. */
  private final Map<Key, Failures> failing =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

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

  /**
   * No failures yet.
   *
   * @param hold after which a timer comes back
   */
  TimerFailures(Duration hold, Notices notices) {
    this.hold = hold;
    this.notices = notices;
  }

  /** Whether the timer is left alone for now. */
  synchronized boolean rests(Timer timer) {
    Failures before = failing.get(Key.of(timer));
    return before != null && System.nanoTime() - before.until < 0;
  }

  synchronized void succeeded(Timer timer) {
    failing.remove(Key.of(timer));
  }

  void failed(Timer timer, RuntimeException error) {
    if (error instanceof StorageException || error instanceof OutcomeUnknownException) {
      LOG.warn("timer {} {} is tried again: {}", timer.kind(), timer.id(), error.toString());
      return;
    }
    Duration rest;
    int count;
    synchronized (this) {
      Failures before = failing.get(Key.of(timer));
      count = before == null ? 1 : before.count + 1;
      rest = hold.multipliedBy(1L << Math.min(count - 1, 6));
      rest = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
      failing.put(Key.of(timer), new Failures(count, System.nanoTime() + rest.toNanos()));
    }
    LOG.error(
        "timer {} {} failed {} times and is tried again in {}",
        timer.kind(),
        timer.id(),
        count,
        rest,
        error);
    notices.tell(listener -> listener.timerFailed(timer.kind(), timer.id(), count));
  }
}
