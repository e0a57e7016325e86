package dev.mplp.runtime.relay;

import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to the broker, in lanes: the messages of one Context are sent one after
 * another, each when the one before is confirmed, while those of others go beside them. For one
 * thread.
 */
final class Lanes {

  private static final long FIRST_REST = 100_000_000L;
  private static final long LAST_REST = 5_000_000_000L;

  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private final PriorityQueue<Lane> resting =
      new PriorityQueue<>(Comparator.comparingLong((Lane lane) -> lane.retryAt));
  private final Deque<Part> records = new ArrayDeque<>();
  private long readTo;
  private int messages;
  private long bytes;

  /** Nothing is on its way, and everything up to a position is there. */
  Lanes(long position) {
    readTo = position;
  }

  /** Takes the messages of the next record. */
  void add(LogRecord record, List<EventMessage> all) {
    if (all.isEmpty()) {
      return;
    }
    Part part = new Part(record.position(), all.size());
    records.add(part);
    String context = record.entry().contextId();
    String key = record.tenant() + '/' + (context == null ? "" : context);
    Lane lane = lanes.computeIfAbsent(key, unused -> new Lane(key));
    for (EventMessage message : all) {
      lane.waiting.add(new Outgoing(message, lane, part));
      messages++;
      bytes += message.data().length;
    }
    if (!lane.isBusy) {
      lane.isBusy = true;
      ready.add(lane);
    }
  }

  /** Everything up to this position was added. */
  void readTo(long position) {
    readTo = position;
  }

  long readTo() {
    return readTo;
  }

  /** The next message to be sent, null when each one waits for another. */
  @Nullable Outgoing next(long now) {
    while (!resting.isEmpty() && resting.element().retryAt - now <= 0) {
      ready.add(resting.remove());
    }
    Lane lane = ready.poll();
    return lane == null ? null : lane.waiting.element();
  }

  /** The broker has it. */
  void confirmed(Outgoing sent) {
    Lane lane = sent.lane;
    lane.waiting.remove();
    lane.failures = 0;
    sent.part.missing--;
    messages--;
    bytes -= sent.message.data().length;
    if (lane.waiting.isEmpty()) {
      lanes.remove(lane.key);
    } else {
      ready.add(lane);
    }
  }

  /** It is to be sent again, after a rest that doubles. */
  void failed(Outgoing sent, long now) {
    Lane lane = sent.lane;
    long rest = Math.min(LAST_REST, FIRST_REST << Math.min(lane.failures, 10));
    lane.failures++;
    lane.retryAt = now + rest;
    resting.add(lane);
  }

  /** In how many nanoseconds the next lane has rested; {@code most} when none rests that long. */
  long untilRetry(long now, long most) {
    Lane first = resting.peek();
    return first == null ? most : Math.max(0, Math.min(most, first.retryAt - now));
  }

  /** Up to this position the broker has everything. */
  long done() {
    while (!records.isEmpty() && records.element().missing == 0) {
      records.remove();
    }
    return records.isEmpty() ? readTo : records.element().position - 1;
  }

  /** How many messages the broker does not have. */
  int messages() {
    return messages;
  }

  /** How large they are together. */
  long bytes() {
    return bytes;
  }

  /** The messages of one Context, in order; the first one may be on its way. */
  private static final class Lane {
    final String key;
    final Deque<Outgoing> waiting = new ArrayDeque<>();
    boolean isBusy;
    int failures;
    long retryAt;

    Lane(String key) {
      this.key = key;
    }
  }

  /** A record, of which so many messages are not confirmed. */
  private static final class Part {
    final long position;
    int missing;

    Part(long position, int missing) {
      this.position = position;
      this.missing = missing;
    }
  }

  /** A message with its place. */
  static final class Outgoing {
    private final EventMessage message;
    private final Lane lane;
    private final Part part;

    private Outgoing(EventMessage message, Lane lane, Part part) {
      this.message = message;
      this.lane = lane;
      this.part = part;
    }

    EventMessage message() {
      return message;
    }
  }
}
