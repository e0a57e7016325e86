package dev.mplp.runtime.engine;

import java.util.List;
import org.slf4j.MDC;

/**
 * What is logged by the thread that works on a step, the lines of its handler included, can be
 * found by these ids. They are in the thread's diagnostic context for as long as this is open.
 */
final class LogContext implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("tenant", "subject", "execution_id", "plan_id", "step_id", "attempt", "trace_id");

  private LogContext() {}

  static LogContext of(Attempt attempt) {
    MDC.put("tenant", attempt.tenant());
    MDC.put("subject", attempt.info().principal().subject());
    MDC.put("execution_id", attempt.executionId().value());
    MDC.put("plan_id", attempt.info().planId().value());
    MDC.put("step_id", attempt.stepId().value());
    MDC.put("attempt", Integer.toString(attempt.claim().attempt()));
    MDC.put("trace_id", attempt.traceId());
    return new LogContext();
  }

  @Override
  public void close() {
    NAMES.forEach(MDC::remove);
  }
}
