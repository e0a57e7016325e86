package dev.mplp.postgres;

import dev.mplp.agent.Handlers.Registration;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Plan;
import dev.mplp.trace.Segment;
import java.util.Arrays;
import java.util.List;

/**
 * The handler of a plan of which every step traces ten thousand segments, as many as a handler may,
 * into the trace of the run. Measured is each hundred of them, which are one commit.
 */
final class TracingSteps implements StepHandler {

  /** Segments that are written together. */
  static final int BATCH = 100;

  private static final String ROLE = "tracer";
  private static final int EACH = 10_000;

  private final long[] nanos;
  private int batches;

  private TracingSteps(int segments) {
    nanos = new long[segments / BATCH];
  }

  /** Traces so many segments; how long each {@value #BATCH} took. */
  static long[] execute(AppendBed bed, int segments) {
    TracingSteps handler = new TracingSteps(segments);
    Registration registration = bed.mplp().handlers().register(ROLE, handler);
    try (registration) {
      int steps = (segments + EACH - 1) / EACH;
      Plan plan = bed.mplp().plans().create(BenchmarkPlans.rows(bed.context(), steps, 1, ROLE));
      BenchmarkPlans.execute(bed.mplp(), List.of(plan));
    }
    return handler.taken();
  }

  private synchronized long[] taken() {
    return Arrays.copyOf(nanos, batches);
  }

  @Override
  public synchronized StepResult handle(StepCall call) {
    int last = Math.min(nanos.length, batches + EACH / BATCH);
    while (batches < last) {
      long begin = System.nanoTime();
      for (int i = 0; i < BATCH; i++) {
        try (Segment segment = call.segment("segment")) {
          segment.tokens(1, 1);
        }
      }
      nanos[batches++] = System.nanoTime() - begin;
    }
    return StepResult.completed(JsonObject.empty());
  }
}
