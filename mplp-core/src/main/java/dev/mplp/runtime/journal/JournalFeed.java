package dev.mplp.runtime.journal;

import dev.mplp.event.EventRecord;
import dev.mplp.event.Feed;
import dev.mplp.event.Watch;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What records of one type tell of. */
public final class JournalFeed<T> implements Feed<T> {

  private final Watch watch;
  private final String type;
  private final Function<EventRecord, List<T>> told;

  /**
   * Follows a watch.
   *
   * @param type of the records
   * @param told what a record tells of
   */
  public JournalFeed(Watch watch, String type, Function<EventRecord, List<T>> told) {
    this.watch = watch;
    this.type = type;
    this.told = told;
  }

  @Override
  public List<T> next(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      List<EventRecord> records = watch.next(left);
      List<T> found =
          records.stream()
              .filter(record -> record.type().equals(type))
              .flatMap(record -> told.apply(record).stream())
              .toList();
      if (!found.isEmpty() || records.isEmpty()) {
        return found;
      }
    }
  }

  @Override
  public long position() {
    return watch.position();
  }
}
