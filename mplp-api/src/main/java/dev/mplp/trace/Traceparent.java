package dev.mplp.trace;

import dev.mplp.model.SegmentId;
import dev.mplp.model.TraceId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a {@code traceparent} header (W3C Trace Context, version 00).
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param sampled whether the caller records it
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {

  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");

  /** Later versions may have more members, which are left aside as the specification says. */
  private static final Pattern HEADER =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** Refuses what is no identifier. */
  public Traceparent {
    if (!TRACE.matcher(traceId).matches()) {
      throw new IllegalArgumentException("no trace-id: " + traceId);
    }
    if (!SPAN.matcher(spanId).matches()) {
      throw new IllegalArgumentException("no parent-id: " + spanId);
    }
  }

  /** Reads a header; empty when it is none, as the specification wants it to be ignored then. */
  public static Optional<Traceparent> parse(String header) {
    Matcher matcher = HEADER.matcher(header.strip());
    boolean wellFormed =
        matcher.matches() && (matcher.group(5) == null || !matcher.group(1).equals("00"));
    if (!wellFormed
        || !TRACE.matcher(matcher.group(2)).matches()
        || !SPAN.matcher(matcher.group(3)).matches()) {
      return Optional.empty();
    }
    int flags = Integer.parseInt(matcher.group(4), 16);
    return Optional.of(new Traceparent(matcher.group(2), matcher.group(3), (flags & 1) == 1));
  }

  /** The trace-id of a Trace that continues nobody's. */
  public static String traceId(TraceId traceId) {
    return hex(traceId.uuid().getMostSignificantBits())
        + hex(traceId.uuid().getLeastSignificantBits());
  }

  /**
   * The span id of a segment: the latter half of its UUID, in which all but two bits are random.
   */
  public static String spanId(SegmentId segmentId) {
    return spanId(segmentId.uuid());
  }

  static String spanId(UUID uuid) {
    return hex(uuid.getLeastSignificantBits());
  }

  private static String hex(long bits) {
    return String.format("%016x", bits);
  }

  /** The same span in the trace of a caller, and sampled as that is. */
  public Traceparent within(Traceparent caller) {
    return new Traceparent(caller.traceId, spanId, caller.sampled);
  }

  /** The header's value. */
  @Override
  public String toString() {
    return "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00");
  }
}
