package dev.mplp.examples.server.http;

import dev.mplp.observe.CountedCall;
import dev.mplp.observe.CountedCall.Limit;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.spi.RateLimiter.Rate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers under limits what these are and how many calls are left, by the headers {@code
 * RateLimit-Policy} and {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-11). The runtime
 * says so as the listener that this is, on the thread of the request; where there are no limits it
 * never does.
 */
public final class CallsLeft implements Filter, RuntimeListener {

  /** What the limits said last during the request of this thread; absent outside of one. */
  private static final ThreadLocal<@Nullable Map<Limit, CountedCall>> SAID = new ThreadLocal<>();

  /** Tells nothing before the runtime does. */
  public CallsLeft() {}

  @Override
  public void callCounted(CountedCall call) {
    Map<Limit, CountedCall> current = SAID.get();
    if (current != null) {
      current.put(call.limit(), call);
    }
  }

  @Override
  public Answer around(Exchange exchange, Next next) {
    Map<Limit, CountedCall> current = new EnumMap<>(Limit.class);
    SAID.set(current);
    try {
      Answer answer = next.go();
      return current.isEmpty() ? answer : told(answer, current);
    } finally {
      SAID.remove();
    }
  }

  private static Answer told(Answer answer, Map<Limit, CountedCall> calls) {
    StringJoiner policies = new StringJoiner(", ");
    StringJoiner left = new StringJoiner(", ");
    for (CountedCall call : calls.values()) {
      String name = '"' + call.limit().wire() + '"';
      policies.add(name + policy(call.rate()));
      left.add(name + left(call));
    }
    return answer.with("RateLimit-Policy", policies.toString()).with("RateLimit", left.toString());
  }

  /** What may come at once and how long it takes until it is there again; or the rate, if more. */
  private static String policy(Rate rate) {
    return rate.burst() > rate.permits()
        ? ";q=" + rate.burst() + ";w=" + seconds(Duration.ofNanos(rate.capacity() * 1_000))
        : ";q=" + rate.permits() + ";w=" + seconds(rate.period());
  }

  /** As long as {@code Retry-After} says when it was refused; else until all of it is there. */
  private static String left(CountedCall call) {
    return call.decision().allowed()
        ? ";r=" + call.decision().remaining() + ";t=" + seconds(call.decision().resetAfter())
        : ";r=0;t=" + seconds(call.decision().retryAfter());
  }

  /** As whole seconds that are over when the time is, one at least. */
  static long seconds(Duration time) {
    return Math.max(1, time.plusNanos(999_999_999).toSeconds());
  }
}
