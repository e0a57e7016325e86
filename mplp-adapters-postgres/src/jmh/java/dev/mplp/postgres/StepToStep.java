package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The handler of a chain of steps: measures from the moment when it is done with a step to the
 * moment when it is called for the next one. In between, the result is durable and the next step is
 * claimed.
 */
final class StepToStep implements StepHandler {

  static final String ROLE = "chain";

  private final List<Long> nanos = new ArrayList<>();
  private long done;

  @Override
  public synchronized StepResult handle(StepCall call) throws Exception {
    long now = System.nanoTime();
    if (done != 0) {
      nanos.add(now - done);
    }
    StepResult result = LoadBed.AT_ONCE.handle(call);
    done = System.nanoTime();
    return result;
  }

  Plan plan(Mplp mplp, int steps) {
    return mplp.plans().create(BenchmarkPlans.rows(BenchmarkPlans.context(mplp), steps, 1, ROLE));
  }

  /** Percentiles over a chain, as columns of a table. */
  String execute(Mplp mplp, int steps) {
    Plan plan = plan(mplp, steps);
    begin();
    BenchmarkPlans.execute(mplp, List.of(plan));
    return percentiles();
  }

  /** The same over a chain that goes on as long as something else. */
  String executeWhile(Mplp mplp, Thread beside) {
    begin();
    while (beside.isAlive()) {
      BenchmarkPlans.execute(mplp, List.of(plan(mplp, 50)));
      pauseBetweenChains();
    }
    return percentiles();
  }

  private synchronized void begin() {
    nanos.clear();
    done = 0;
  }

  private synchronized void pauseBetweenChains() {
    done = 0;
  }

  private synchronized String percentiles() {
    List<Long> sorted = nanos.stream().sorted().toList();
    return String.format(Locale.ROOT, "%s | %s", millis(sorted, 0.5), millis(sorted, 0.99));
  }

  private static String millis(List<Long> sorted, double share) {
    Duration at = Duration.ofNanos(sorted.get((int) (sorted.size() * share)));
    return String.format(Locale.ROOT, "%.1f ms", at.toNanos() / 1e6);
  }
}
