package dev.mplp.examples.server.metrics;

import dev.mplp.examples.server.http.Unseen;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times requests by method, route and status. The route is its template, such as {@code
 * /api/v1/plans/{plan_id}}: whoever asks for paths that there are not makes no new series.
 */
public final class HttpMeters implements Unseen {

  static final String REQUESTS = "mplp.http.requests";
  static final String DURATION = "mplp.http.request.duration";
  static final String ACTIVE = "mplp.http.requests.active";
  static final String REFUSED = "mplp.http.connections.refused";
  static final String BROKEN = "mplp.http.answers.broken";

  private static final String UNKNOWN = "unknown";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final AtomicInteger active;
  private final Counter turnedAway;
  private final Counter brokenOff;
  private final Map<Answered, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Asked, Timer> timers = new ConcurrentHashMap<>();

  private record Answered(String method, String route, int status) {}

  private record Asked(String method, String route) {}

  HttpMeters(MeterRegistry registry) {
    this.registry = registry;
    this.active = new AtomicInteger();
    Gauge.builder(ACTIVE, active, AtomicInteger::get)
        .description("requests that are being answered")
        .register(registry);
    this.turnedAway =
        Counter.builder(REFUSED)
            .description("connections closed at once, as their address has enough of them")
            .register(registry);
    this.brokenOff =
        Counter.builder(BROKEN)
            .description("answers written bit by bit that did not come to their end")
            .register(registry);
  }

  /** A request has come. */
  void began() {
    active.incrementAndGet();
  }

  /**
   * A request that {@link #began} was answered.
   *
   * @param route the template, null when there is none
   */
  void answered(String method, @Nullable String route, int status, Duration took) {
    active.decrementAndGet();
    String known = known(method);
    String at = route == null ? UNKNOWN : route;
    count(known, at, status);
    timers.computeIfAbsent(new Asked(known, at), this::timer).record(took);
  }

  @Override
  public void turnedAway() {
    turnedAway.increment();
  }

  @Override
  public void brokenOff() {
    brokenOff.increment();
  }

  @Override
  public void answered(@Nullable String method, int status) {
    count(known(method), UNKNOWN, status);
  }

  private static String known(@Nullable String method) {
    return method != null && METHODS.contains(method) ? method : "OTHER";
  }

  private void count(String method, String route, int status) {
    counters.computeIfAbsent(new Answered(method, route, status), this::counter).increment();
  }

  private Counter counter(Answered of) {
    return Counter.builder(REQUESTS)
        .description("requests answered")
        .tag("method", of.method)
        .tag("route", of.route)
        .tag("status", Integer.toString(of.status))
        .register(registry);
  }

  private Timer timer(Asked of) {
    return Timer.builder(DURATION)
        .description("from the request to its answer")
        .tag("method", of.method)
        .tag("route", of.route)
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }
}
