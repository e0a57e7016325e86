package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Hosts may keep all threads of the common pool busy: nobody waits longer for that. */
class BusyCommonPoolTest {

  @Test
  void end_isTold_althoughTheCommonPoolIsBusy() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Mplp mplp = MplpRuntime.builder().build()) {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        ForkJoinPool.commonPool().execute(() -> hold(over));
      }
      mplp.handlers().register("clerk", call -> StepResult.completed(JsonObject.empty()));
      Context context = mplp.contexts().open("Loan", Root.of("finance", "staging"));
      Plan plan =
          Plan.builder(context.contextId(), "Assess", "Decide").step("Fetch", "clerk").build();
      mplp.plans().create(plan);

      Execution execution = mplp.plans().execute(plan.planId());

      assertThat(execution.await(Duration.ofSeconds(20)).isCompleted()).isTrue();
      assertThat(execution.toFuture().get(20, TimeUnit.SECONDS).isCompleted()).isTrue();
    } finally {
      over.countDown();
    }
  }

  private static void hold(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
