package dev.mplp.runtime.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A place in the log that moves on as it is read, also over what others wrote: one that is quiet is
 * not overtaken by the removal of what is old.
 */
final class LogWatch implements Watch {

  private static final int PAGE = 500;

  private final EventService events;
  private final EventFilter filter;
  private final Predicate<EventRecord> passes;
  private long position;

  /** Reads what the Context of a filter has, and shows what passes. */
  LogWatch(EventService events, EventFilter filter, Predicate<EventRecord> passes, long after) {
    if (after < 0) {
      throw new IllegalArgumentException("after must not be negative, but is " + after);
    }
    this.events = events;
    this.filter = requireNonNull(filter, "filter");
    this.passes = passes;
    this.position = after;
  }

  @Override
  public List<EventRecord> next(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      EventService.Stretch read = events.follow(filter.contextId(), position, PAGE, left);
      position = read.upTo();
      if (read.records().isEmpty()) {
        return List.of();
      }
      List<EventRecord> passed = read.records().stream().filter(passes).toList();
      if (!passed.isEmpty() || deadline - System.nanoTime() <= 0) {
        return passed;
      }
    }
  }

  @Override
  public long position() {
    return position;
  }
}
