package dev.mplp.runtime.relay;

import dev.mplp.spi.EventMessage;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The messages of one Context on their way to the broker, in order; the first one may be sent. Kept
 * by {@link Lanes}.
 */
final class Lane {

  final String key;
  final Deque<Outgoing> waiting = new ArrayDeque<>();
  long bytes;

  /** Whether it is known to whoever sends: ready, resting, or with a message under way. */
  boolean isBusy;

  /** Whether records of it were left in the log, those after {@link #readTo}. */
  boolean isBehind;

  long readTo;
  int failures;
  long retryAt;

  Lane(String key) {
    this.key = key;
  }

  /** A message with its place. */
  static final class Outgoing {
    private final EventMessage message;
    private final Lane lane;
    private final long position;
    private long sentAt;

    Outgoing(EventMessage message, Lane lane, long position) {
      this.message = message;
      this.lane = lane;
      this.position = position;
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

    /** When it was last sent, by the nano clock. */
    long sentAt() {
      return sentAt;
    }

    void sentAt(long now) {
      sentAt = now;
    }
  }
}
