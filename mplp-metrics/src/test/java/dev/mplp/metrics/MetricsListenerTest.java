package dev.mplp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.observe.WorkCounts;
import dev.mplp.plan.Budget;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.OverBudget;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.Caching;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryObjectCache;
import dev.mplp.spi.ObjectCache;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsListenerTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MetricsListener listener = new MetricsListener(registry);

  @Test
  void plan_showsInEveryMeterOfItsSteps() throws InterruptedException {
    try (Mplp mplp = MplpRuntime.builder().listener(listener).build()) {
      mplp.handlers().register("clerk", call -> StepResult.completed(JsonObject.of("done", true)));
      mplp.handlers()
          .register("judge", call -> StepResult.failed(StepError.permanent("NO", "it is not so")));
      Context context = mplp.contexts().open("Loan", Root.of("finance", "staging"));
      Plan plan =
          Plan.builder(context.contextId(), "Assess", "Decide")
              .step("Fetch", "clerk")
              .step("Judge", step -> step.role("judge").after("Fetch"))
              .build();
      mplp.plans().create(plan);
      mplp.plans().execute(plan.planId()).await(Duration.ofMinutes(1));
    }
    assertThat(registry.scrape())
        .contains(
            "mplp_steps_started_total 2.0",
            "mplp_step_attempts_seconds_count{outcome=\"completed\"} 1",
            "mplp_step_attempts_seconds_count{outcome=\"failed\"} 1",
            "mplp_step_attempts_seconds_bucket{outcome=\"completed\",le=\"0.001\"}",
            "mplp_executions_ended_total{state=\"failed\"} 1.0",
            "mplp_leases_lost_total 0.0",
            "mplp_claims_failed_total 0.0",
            "mplp_steps_fenced_total 0.0",
            "mplp_handlers_stuck_total 0.0");
  }

  @Test
  void whatIsGoingOn_isNoNumber_untilItWasCounted() {
    assertThat(registry.scrape()).contains("mplp_approvals_waiting NaN");

    listener.workCounted(new WorkCounts(5, 3, 2));

    assertThat(registry.scrape())
        .contains(
            "mplp_executions_open 5.0", "mplp_approvals_waiting 3.0", "mplp_approvals_overdue 2.0");
  }

  @Test
  void stepsOfAgents_areCountedByRole_andTimedByWhatWasAnswered() {
    listener.remoteRequestSent("scorer", false);
    listener.remoteRequestSent("scorer", true);
    listener.remoteRequestFailed("scorer");
    listener.remoteReplyTaken("scorer", "completed", Duration.ofMillis(20));
    listener.remoteReplyRefused("late");
    listener.remoteStepsParked(7);

    assertThat(registry.scrape())
        .contains(
            "mplp_remote_requests_total{role=\"scorer\"} 1.0",
            "mplp_remote_resent_total{role=\"scorer\"} 1.0",
            "mplp_remote_unsent_total{role=\"scorer\"} 1.0",
            "mplp_remote_replies_seconds_count{kind=\"completed\",role=\"scorer\"} 1",
            "mplp_remote_refused_total{reason=\"late\"} 1.0",
            "mplp_remote_parked 7.0");
  }

  @Test
  void looks_areTimedByWhereTheyFoundTheObject() {
    try (ObjectCache cache = InMemoryObjectCache.create();
        Mplp mplp = MplpRuntime.builder().cache(Caching.by(cache)).listener(listener).build()) {
      Context context = mplp.contexts().open("Loan", Root.of("finance", "staging"));
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      do { // the word of its own change may come between two looks
        mplp.contexts().get(context.contextId());
      } while (!registry.scrape().contains("{from=\"near\"}") && System.nanoTime() < end);
    }
    listener.cacheFailed("no answer");
    assertThat(registry.scrape())
        .contains(
            "mplp_cache_reads_seconds_count{from=\"loaded\"} ",
            "mplp_cache_reads_seconds_count{from=\"near\"} 1",
            "mplp_cache_refused_total 0.0",
            "mplp_cache_failed_total 1.0");
  }

  @Test
  void undoneSteps_areCountedApart() throws InterruptedException {
    try (Mplp mplp = MplpRuntime.builder().listener(listener).build()) {
      mplp.handlers()
          .register(
              "clerk", call -> StepResult.completed(), undo -> CompensationResult.compensated());
      mplp.handlers()
          .register("judge", call -> StepResult.failed(StepError.permanent("NO", "it is not so")));
      Context context = mplp.contexts().open("Loan", Root.of("finance", "staging"));
      Plan plan =
          Plan.builder(context.contextId(), "Assess", "Decide")
              .step("Fetch", "clerk")
              .step("Judge", step -> step.role("judge").after("Fetch"))
              .build();
      mplp.plans().create(plan);
      ExecutionOptions undoing =
          ExecutionOptions.builder().onFailure(FailurePolicy.COMPENSATE).build();
      mplp.plans().execute(plan.planId(), undoing).await(Duration.ofMinutes(1));
    }
    assertThat(registry.scrape())
        .contains(
            "mplp_steps_started_total 2.0",
            "mplp_compensations_started_total 1.0",
            "mplp_compensation_attempts_seconds_count{outcome=\"completed\"} 1",
            "mplp_executions_ended_total{state=\"compensated\"} 1.0");
  }

  @Test
  void compensatorThatIsMissing_isCountedByRole() {
    listener.compensatorMissing(ExecutionId.random(), StepId.random(), "clerk");
    assertThat(registry.scrape()).contains("mplp_compensators_missing_total{role=\"clerk\"} 1.0");
  }

  @Test
  void manyRoles_becomeOneSeries() {
    for (int i = 0; i < 150; i++) {
      listener.handlerMissing("role " + i, 1, Duration.ZERO);
      listener.handlerMissing("role 0", 1, Duration.ZERO);
    }
    assertThat(registry.find(MeterNames.HANDLERS_MISSING).counters()).hasSize(101);
    assertThat(count("role 0")).isEqualTo(151);
    assertThat(count("other")).isEqualTo(50);
  }

  @Test
  void budgets_areCountedByUnit() throws InterruptedException {
    try (Mplp mplp = MplpRuntime.builder().listener(listener).build()) {
      mplp.handlers().register("clerk", call -> StepResult.completed());
      Context context = mplp.contexts().open("Loan", Root.of("finance", "staging"));
      Plan plan =
          Plan.builder(context.contextId(), "Assess", "Decide")
              .step("Fetch", "clerk")
              .step("File", "clerk")
              .build();
      mplp.plans().create(plan);
      Budget one = Budget.COUNTED.withSteps(1L).whenExceeded(OverBudget.FAIL);
      mplp.plans()
          .execute(plan.planId(), ExecutionOptions.builder().budget(one).build())
          .await(Duration.ofMinutes(1));
    }
    assertThat(registry.scrape())
        .contains(
            "mplp_budgets_warned_total{unit=\"steps\"} 1.0",
            "mplp_budgets_exceeded_total{unit=\"steps\"} 1.0");
  }

  private double count(String role) {
    return registry.get(MeterNames.HANDLERS_MISSING).tag(MeterNames.ROLE, role).counter().count();
  }
}
