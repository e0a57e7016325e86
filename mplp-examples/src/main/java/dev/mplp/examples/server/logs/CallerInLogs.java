package dev.mplp.examples.server.logs;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import dev.mplp.model.Principal;
import dev.mplp.trace.Traceparent;
import java.util.List;
import org.slf4j.MDC;

/**
 * What is logged on behalf of a caller names the tenant and the subject, and the trace when the
 * caller says which; the request is named by the server itself.
 */
public final class CallerInLogs implements Filter {

  private static final String TENANT = "tenant";
  private static final String SUBJECT = "subject";
  private static final String TRACE = "trace_id";
  private static final List<String> NAMES = List.of(TENANT, SUBJECT, TRACE);

  /** A filter for the calls of known callers. */
  public CallerInLogs() {}

  @Override
  public Answer around(Exchange exchange, Next next) {
    Principal caller = exchange.principal();
    if (caller != null) {
      MDC.put(TENANT, caller.tenant().name());
      MDC.put(SUBJECT, caller.subject());
    }
    String traceparent = exchange.header("traceparent");
    if (traceparent != null) {
      Traceparent.parse(traceparent).ifPresent(trace -> MDC.put(TRACE, trace.traceId()));
    }
    try {
      return next.go();
    } finally {
      NAMES.forEach(MDC::remove);
    }
  }
}
