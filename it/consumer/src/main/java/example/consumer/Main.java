package example.consumer;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.metrics.MetricsListener;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.StorageProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ServiceLoader;

/** Uses MPLP as a host would, and fails loudly where it does not behave. */
public final class Main {
  private Main() {}

  /**
   * Runs the check.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Mplp mplp = MplpRuntime.builder().listener(new MetricsListener(meters)).build()) {
      Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
      mplp.handlers()
          .register("analyst", call -> StepResult.completed(JsonObject.of("score", 712)));
      PlanBuilder builder =
          Plan.builder(context.contextId(), "Assess", "Decide on the loan")
              .step("Score it", "analyst");
      Plan plan = mplp.plans().create(builder.build());
      ExecutionResult result = mplp.plans().execute(plan.planId()).await(Duration.ofMinutes(1));
      JsonObject output = result.output(plan.steps().get(0).stepId());
      check(output.equals(JsonObject.of("score", 712)), "unexpected output: " + output);
    }
    double started = meters.get("mplp.steps.started").counter().count();
    check(started == 1, "steps started: " + started);
    boolean postgres =
        ServiceLoader.load(StorageProvider.class).stream()
            .anyMatch(provider -> provider.get().supports("postgresql://localhost/mplp"));
    check(postgres, "the PostgreSQL adapter is not found");
    long tests = Tests.run();
    check(tests > 5, "too few tests were found: " + tests);
    System.out.println("ok, " + Mplp.class.getModule() + ", " + tests + " tests");
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }
}
