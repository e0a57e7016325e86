package dev.mplp.examples.server.metrics;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import dev.mplp.examples.server.http.Route;
import java.time.Duration;

/** Counts and times every request, until its answer begins. */
final class MeterRequests implements Filter {

  private static final int FAILED = 500;

  private final HttpMeters meters;

  MeterRequests(HttpMeters meters) {
    this.meters = meters;
  }

  @Override
  public Answer around(Exchange exchange, Next next) {
    long began = System.nanoTime();
    meters.began();
    int status = FAILED;
    try {
      Answer answer = next.go();
      status = answer.status();
      return answer;
    } finally {
      Route<?, ?> route = exchange.route();
      String template = route == null ? null : route.path();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      meters.answered(exchange.method(), template, status, took);
    }
  }
}
