package dev.mplp.examples.server.routes;

import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.examples.server.http.Param;
import java.time.Duration;
import java.util.List;

/**
 * A piece of the log.
 *
 * @param items at most 500 records, oldest first
 * @param position where to go on: {@code after} of the next request
 */
record History(List<EventRecord> items, long position) {

  static final Param<Long> AFTER =
      Param.query("after", Long.class, 0L, "position that was seen last; 0 for the beginning");

  History {
    items = List.copyOf(items);
  }

  /** What a watch sees now. */
  static History of(Watch watch) {
    List<EventRecord> seen = watch.next(Duration.ZERO);
    return new History(seen, watch.position());
  }
}
