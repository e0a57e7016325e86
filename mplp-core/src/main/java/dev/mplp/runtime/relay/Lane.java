package dev.mplp.runtime.relay;

import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one Context on their way to the broker, in order; the first one may be sent. Kept
 * by {@link Lanes}.
 */
final class Lane {

  final String key;
  final String tenant;

  /** Null for what belongs to no Context. */
  final @Nullable String contextId;

  final Deque<Outgoing> waiting = new ArrayDeque<>(4);
  long bytes;

  /** Whether it is known to whoever sends: ready, resting, or with a message under way. */
  boolean isBusy;

  /** Whether records of it were left in the log, those after {@link #readTo}. */
  boolean isBehind;

  /** Whether a record was met that cannot be relayed here, so that it is not read on. */
  boolean isStopped;

  /** Whether it waits for its turn to be read on. */
  boolean hasTurn;

  long readTo;

  /** How many records of it were left in the log and not read on yet. */
  long left;

  /** The largest body of those. */
  int largest;

  int failures;
  long retryAt;

  /** When its first message failed first, by the nano clock; while there are failures. */
  long failedAt;

  /** Why it failed last. */
  String error = "";

  Lane(LogRecord first) {
    tenant = first.tenant();
    contextId = first.entry().contextId();
    key = key(first);
  }

  static String key(LogRecord record) {
    String context = record.entry().contextId();
    return record.tenant() + '/' + (context == null ? "" : context);
  }

  /** A message with its place. */
  static final class Outgoing {
    private final EventMessage message;
    private final Lane lane;
    private final long position;
    private final int read;
    private long sentAt;

    Outgoing(EventMessage message, Lane lane, LogRecord record) {
      this.message = message;
      this.lane = lane;
      this.position = record.position();
      this.read = record.entry().body().length;
    }

    EventMessage message() {
      return message;
    }

    Lane lane() {
      return lane;
    }

    /** Of its record. */
    long position() {
      return position;
    }

    /** How large its body is. */
    int size() {
      return message.data().length;
    }

    /** How large the body of its record is. */
    int read() {
      return read;
    }

    /** When it was last sent, by the nano clock. */
    long sentAt() {
      return sentAt;
    }

    void sentAt(long now) {
      sentAt = now;
    }
  }
}
