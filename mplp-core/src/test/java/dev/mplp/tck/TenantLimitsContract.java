package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Limit;
import dev.mplp.plan.Limits;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Limits of a tenant's steps, over several plans and processes. */
public abstract class TenantLimitsContract extends ServiceKit {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger highest = new AtomicInteger();

  /** For the kits. */
  protected TenantLimitsContract() {}

  private StepResult work(StepCall call) {
    highest.accumulateAndGet(running.incrementAndGet(), Math::max);
    call.memory(); // takes a moment
    running.decrementAndGet();
    return StepResult.completed(JsonObject.empty());
  }

  private Execution start(String role, int steps) {
    PlanBuilder plan = Plan.builder(context().contextId(), "Work", "Do it");
    for (int i = 0; i < steps; i++) {
      plan.step("step " + i, role);
    }
    return mplp().plans().execute(mplp().plans().create(plan.build()).planId());
  }

  @Test
  void concurrency_ofARole_holdsOverPlansAndProcesses() throws Exception {
    mplp().plans().limits().set(Limit.concurrency(2).ofRole("clerk"));
    for (Mplp runtime : List.of(mplp(), another())) {
      runtime.handlers().register("clerk", this::work);
      runtime.handlers().register("analyst", call -> StepResult.completed(JsonObject.empty()));
    }
    List<Execution> executions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      executions.add(start("clerk", 20));
    }
    executions.add(start("analyst", 20));

    for (Execution execution : executions) {
      assertThat(execution.await(SOON).isCompleted()).isTrue();
    }
    assertThat(highest.get()).isBetween(1, 2);
  }

  @Test
  void limits_areSet_replaced_listedAndTakenAway_andRecorded() {
    Limits limits = mplp().plans().limits();
    Limit rate = Limit.rate(100, Duration.ofMinutes(1));
    limits.set(Limit.concurrency(5).ofRole("clerk"));
    limits.set(Limit.concurrency(7));
    limits.set(rate);
    limits.set(rate);
    limits.set(Limit.concurrency(3).ofRole("clerk"));

    assertThat(limits.list())
        .containsExactlyInAnyOrder(
            Limit.concurrency(7), rate, Limit.concurrency(3).ofRole("clerk"));

    limits.remove(Limit.rate(1, Duration.ofSeconds(1)));
    limits.remove(Limit.rate(1, Duration.ofSeconds(1)));
    assertThat(limits.list())
        .containsExactlyInAnyOrder(Limit.concurrency(7), Limit.concurrency(3).ofRole("clerk"));
    assertThat(another().plans().limits().list()).hasSize(2);
    assertThat(tenantRecords("limit.changed")).hasSize(5);
  }

  @Test
  void tooMany_areRefused() {
    Limits limits = mplp().plans().limits();
    for (int i = 0; i < 500; i++) {
      limits.set(Limit.concurrency(1).ofRole("role " + i));
    }
    refused("TOO_MANY_LIMITS", () -> limits.set(Limit.concurrency(1).ofRole("one more")));
    limits.set(Limit.concurrency(2).ofRole("role 7"));
    assertThat(limits.list()).hasSize(500);
  }
}
