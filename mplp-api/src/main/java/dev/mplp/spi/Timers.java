package dev.mplp.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Timers that are due. They are set and removed by {@link Change.PutTimer} and {@link
 * Change.RemoveTimer}; a timer's effect is committed together with its removal, so it happens once.
 */
public interface Timers {

  /**
   * Timers that are due, the oldest first, hidden from other callers for {@code hold}: whoever got
   * them has that long to commit their effect before they are handed out again.
   */
  List<Timer> due(int max, Duration hold);

  /** When the next timer that is not hidden becomes due, empty when there is none. */
  Optional<Instant> next();

  /**
   * A timer that is due.
   *
   * @param body what was put
   */
  record Timer(String tenant, String kind, String id, Instant due, byte[] body) {}
}
