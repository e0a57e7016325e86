package dev.mplp.examples.server.http;

import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers that go on as the log grows, without a thread for each. Thread-safe. */
public interface Following extends AutoCloseable {

  /** The media type of streams of events. */
  String EVENT_STREAM = "text/event-stream";

  /**
   * A stream of what a watch sees from now on, which is left to it.
   *
   * @param in the Context that all of it is in; null for any
   * @throws dev.mplp.MplpException when it cannot begin; what happens later is told in the stream
   */
  Answer stream(Exchange exchange, Watch watch, @Nullable ContextId in);

  /**
   * One answer as soon as a watch sees something, or when the time is over.
   *
   * @param in the Context that all of it is in; null for any
   * @param body makes the answer
   */
  Answer next(Exchange exchange, Watch watch, @Nullable ContextId in, Duration longest, Body body);

  /** An answer in JSON. */
  interface Body {
    /** What was seen, and where to go on. */
    byte[] of(List<EventRecord> seen, long position);
  }

  /** Ends what goes on; callers come again elsewhere. Idempotent. */
  @Override
  void close();
}
