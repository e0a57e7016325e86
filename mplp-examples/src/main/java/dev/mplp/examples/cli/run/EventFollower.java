package dev.mplp.examples.cli.run;

import dev.mplp.event.EventRecord;
import dev.mplp.event.Events;
import dev.mplp.model.ContextId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of a Context from its beginning, on a thread of its own, while a run writes it: so
 * that a record is passed on soon after it happened, and only a page of them is held.
 */
final class EventFollower {

  private static final int PAGE = 500;
  private static final Duration WAIT = Duration.ofMillis(100);

  private final Events events;
  private final ContextId contextId;
  private final Sink sink;
  private final Thread thread = new Thread(this::follow, "mplp-cli-events");
  private volatile long target = Long.MAX_VALUE;
  private volatile @Nullable Exception failure;

  /** Takes records, in order. */
  interface Sink {
    void accept(EventRecord record) throws IOException;
  }

  EventFollower(Events events, ContextId contextId, Sink sink) {
    this.events = events;
    this.contextId = contextId;
    this.sink = sink;
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try {
      long after = 0;
      while (true) {
        boolean reached = after >= target;
        List<EventRecord> page =
            events.poll(contextId, after, PAGE, reached ? Duration.ZERO : WAIT);
        if (page.isEmpty() && reached) {
          return;
        }
        for (EventRecord record : page) {
          sink.accept(record);
          after = record.position();
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  /**
   * Waits until everything was passed on that there is, at least up to a position.
   *
   * @throws IOException what the sink threw
   */
  void finish(long position) throws IOException, InterruptedException {
    target = position;
    thread.join();
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException runtime) {
      throw runtime;
    }
  }
}
