package dev.mplp.trace;

import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a handler's work that is being traced: open until it is closed, then a {@link
 * TraceSegment} below the attempt, or below the segment that it was opened in.
 *
 * <pre>{@code
 * try (Segment search = call.segment("search the archive")) {
 *   search.attribute("query", query).tokens(1200, 85);
 * }
 * }</pre>
 *
 * <p>What is closed is recorded when the handler returns or throws, at the latest; a crash before
 * that loses it. A segment that is still open then is closed, and says so in the attribute {@code
 * unclosed}. Segments may be used by several threads.
 *
 * <p>Limits: labels of 1,000 characters (longer ones are cut), attributes of 64 KiB a segment, 100
 * levels, 10,000 segments an attempt. Of what is opened beyond the last two nothing is recorded but
 * how many there were: tracing never fails the work.
 */
public interface Segment extends AutoCloseable {

  /** Attribute: tokens that a model read. */
  String INPUT_TOKENS = "input_tokens";

  /** Attribute: tokens that a model wrote. */
  String OUTPUT_TOKENS = "output_tokens";

  /** Attribute: what it cost. */
  String COST = "cost";

  /** Attribute: the currency of {@link #COST}. */
  String CURRENCY = "currency";

  /**
   * Attribute: what was decided, in order, each with {@code decision}, {@code reason}, {@code at}.
   */
  String DECISIONS = "decisions";

  /** Its identifier in the Trace. */
  SegmentId segmentId();

  /** Opens a segment inside this one. */
  Segment segment(String label);

  /**
   * Sets an attribute.
   *
   * @param value text, a number, a boolean, a {@link dev.mplp.model.JsonValue}, or a list or map of
   *     such; null removes it
   * @throws IllegalArgumentException when it is of another kind, or the attributes grow too large
   * @throws dev.mplp.ValidationException when it cannot be stored, such as text with a NUL
   * @throws IllegalStateException when the segment is closed
   */
  Segment attribute(String name, @Nullable Object value);

  /** Adds to the tokens that were used. */
  Segment tokens(long input, long output);

  /**
   * Adds to what it cost.
   *
   * @param amount zero or more
   * @param currency such as {@code EUR}; one for the whole segment
   */
  Segment cost(BigDecimal amount, String currency);

  /** Notes a decision and why it was made. */
  Segment decided(String decision, String reason);

  /** It failed; the attributes {@code error_code} and {@code error_message} say how. */
  Segment failed(String code, String message);

  /** It failed by an exception: the code is its class. */
  Segment failed(Throwable error);

  /**
   * The value of a W3C {@code traceparent} header for requests that this segment makes: what is
   * traced elsewhere then lies below it.
   */
  String traceparent();

  /** The attributes so far. */
  JsonObject attributes();

  /** Closes it; what is open inside is closed before. Nothing happens the second time. */
  @Override
  void close();
}
