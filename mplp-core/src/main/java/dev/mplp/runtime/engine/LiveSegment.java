package dev.mplp.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.SegmentId;
import dev.mplp.runtime.budget.Usage;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.store.Wire;
import dev.mplp.trace.Segment;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceSegment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A segment that a handler has open. Thread-safe; its own lock is never held while calling out. */
final class LiveSegment implements Segment {

  /** How deep segments may lie in each other; an attempt's own are at 1. */
  static final int DEEPEST = 100;

  private static final int LONGEST_LABEL = 1000;
  private static final int LONGEST_MESSAGE = 4000;
  private static final int LARGEST = 64 << 10;

  private final SegmentLog log;
  private final @Nullable LiveSegment parent;
  private final SegmentId id = SegmentId.random();
  private final String label;
  private final Instant startedAt;
  private final int depth;
  private final ReentrantLock lock = new ReentrantLock();
  private JsonObject attributes = JsonObject.of("kind", "handler");
  private boolean failed;
  private boolean closed;

  LiveSegment(
      SegmentLog log, @Nullable LiveSegment parent, String label, Instant startedAt, int depth) {
    this.log = log;
    this.parent = parent;
    this.label = Bodies.clean(cut(label, LONGEST_LABEL));
    this.startedAt = startedAt;
    this.depth = depth;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  int depth() {
    return depth;
  }

  /** True when it lies below another one, however deep. */
  boolean isInside(LiveSegment other) {
    for (LiveSegment above = parent; above != null; above = above.parent) {
      if (above == other) {
        return true;
      }
    }
    return false;
  }

  @Override
  public SegmentId segmentId() {
    return id;
  }

  @Override
  public Segment segment(String label) {
    return log.open(this, label);
  }

  @Override
  public Segment attribute(String name, @Nullable Object value) {
    return change(now -> value == null ? now.without(name) : now.with(name, value));
  }

  @Override
  public Segment tokens(long input, long output) {
    if (input < 0 || output < 0) {
      throw new IllegalArgumentException(
          "the tokens of segment \""
              + label
              + "\" must be zero or more, but are "
              + input
              + " and "
              + output);
    }
    change(
        now ->
            now.with(INPUT_TOKENS, sum(now, INPUT_TOKENS, BigDecimal.valueOf(input)))
                .with(OUTPUT_TOKENS, sum(now, OUTPUT_TOKENS, BigDecimal.valueOf(output))));
    log.used(Usage.tokens(input, output));
    return this;
  }

  @Override
  public Segment cost(BigDecimal amount, String currency) {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException(
          "the cost of segment \"" + label + "\" must be zero or more, but is " + amount);
    }
    change(
        now -> {
          String before = now.string(CURRENCY).orElse(currency);
          if (!before.equals(currency)) {
            throw new IllegalArgumentException(
                "the costs of segment \""
                    + label
                    + "\" are in "
                    + before
                    + ", not in "
                    + currency
                    + "; open another segment for costs in "
                    + currency);
          }
          return now.with(COST, sum(now, COST, amount)).with(CURRENCY, currency);
        });
    log.used(Usage.cost(amount, currency));
    return this;
  }

  private static BigDecimal sum(JsonObject now, String name, BigDecimal more) {
    JsonValue before = now.get(name);
    return before instanceof JsonNumber number ? number.asBigDecimal().add(more) : more;
  }

  @Override
  public Segment decided(String decision, String reason) {
    String at = log.now().toString();
    return change(
        now -> {
          List<JsonValue> decisions = new ArrayList<>();
          if (now.get(DECISIONS) instanceof JsonArray before) {
            decisions.addAll(before.values());
          }
          decisions.add(JsonObject.of("decision", decision, "reason", reason, "at", at));
          return now.with(DECISIONS, new JsonArray(decisions));
        });
  }

  @Override
  public Segment failed(String code, String message) {
    change(
        now ->
            now.with("error_code", Bodies.clean(cut(code, LONGEST_LABEL)))
                .with("error_message", Bodies.clean(cut(message, LONGEST_MESSAGE))));
    lock.lock();
    try {
      failed = true;
    } finally {
      lock.unlock();
    }
    return this;
  }

  @Override
  public Segment failed(Throwable error) {
    return failed(error.getClass().getName(), String.valueOf(error.getMessage()));
  }

  @Override
  public String traceparent() {
    return log.traceparent(id);
  }

  @Override
  public JsonObject attributes() {
    lock.lock();
    try {
      return attributes;
    } finally {
      lock.unlock();
    }
  }

  private interface Edit {
    JsonObject of(JsonObject now);
  }

  private Segment change(Edit edit) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "segment \"" + label + "\" is closed; change it before that, or open another one");
      }
      JsonObject next = edit.of(attributes);
      int size = new String(Wire.bytes(next), UTF_8).length();
      if (size > LARGEST) {
        throw new IllegalArgumentException(
            "the attributes of segment \""
                + label
                + "\" would take "
                + size
                + " characters; at most "
                + LARGEST
                + " are kept: store what is larger elsewhere and note where");
      }
      attributes = next;
      return this;
    } finally {
      lock.unlock();
    }
  }

  /** What becomes of it; from now on it does not change. */
  TraceSegment end(Instant at, boolean unclosed) {
    lock.lock();
    try {
      closed = true;
      return TraceSegment.builder(label)
          .segmentId(id)
          .parentSegmentId(parent == null ? null : parent.id)
          .status(failed ? SegmentStatus.FAILED : SegmentStatus.COMPLETED)
          .startedAt(startedAt)
          .finishedAt(at.isBefore(startedAt) ? startedAt : at)
          .attributes(unclosed ? attributes.with("unclosed", true) : attributes)
          .build();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    log.ended(this);
  }
}
