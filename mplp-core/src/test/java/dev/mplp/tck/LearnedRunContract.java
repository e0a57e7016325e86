package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.agent.Growth;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.event.Feed;
import dev.mplp.learning.CoreSample;
import dev.mplp.learning.RecordedSample;
import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleFilter;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Executions that are asked to teach what their records say, and nothing else. */
public abstract class LearnedRunContract extends ServiceKit {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** For the storages. */
  protected LearnedRunContract() {}

  private Plan plan() {
    return mplp()
        .plans()
        .create(
            Plan.builder(context().contextId(), "Assess", "Decide")
                .step("fetch", step -> step.role("clerk"))
                .step("fail", step -> step.role("failing"))
                .step("grow", step -> step.role("growing"))
                .build());
  }

  private void handlers() {
    mplp().handlers().register("clerk", call -> StepResult.completed());
    mplp()
        .handlers()
        .register("failing", call -> StepResult.failed(StepError.permanent("NO_FILE", "gone")));
    mplp()
        .handlers()
        .register(
            "growing",
            call ->
                StepResult.completedAdding(
                    JsonObject.empty(),
                    Growth.of(PlanStep.builder("more").agentRole("clerk").build())));
  }

  private List<CoreSample> learnt(Feed<RecordedSample> feed, int count) {
    List<CoreSample> samples = new ArrayList<>();
    while (samples.size() < count) {
      List<RecordedSample> next = feed.next(SOON);
      assertThat(next).as("in time, after %s", samples).isNotEmpty();
      next.forEach(one -> samples.add((CoreSample) one.sample()));
    }
    return samples;
  }

  @Test
  void run_thatIsAskedTo_yieldsASampleForEachFact() throws InterruptedException {
    handlers();
    Plan plan = plan();
    Execution execution =
        mplp()
            .plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .onFailure(FailurePolicy.CONTINUE)
                    .learning(SampleFamily.PIPELINE_OUTCOME, SampleFamily.GRAPH_EVOLUTION)
                    .build());
    assertThat(execution.await(Duration.ofMinutes(1))).isNotNull();
    Feed<RecordedSample> feed = mplp().learning().watch(context().contextId(), 0);
    List<CoreSample> samples = learnt(feed, 5);
    assertThat(samples).hasSize(5);
    assertThat(samples).allMatch(sample -> mplp().learning().validate(sample).isEmpty());

    Map<String, CoreSample> outcomes =
        samples.stream()
            .filter(sample -> sample.sampleFamily().equals("pipeline_outcome"))
            .collect(
                Collectors.toMap(
                    sample -> sample.input().string("stage_id").orElseThrow(), sample -> sample));
    assertThat(outcomes).hasSize(4);
    CoreSample failed = outcomes.get(plan.steps().get(1).stepId().value());
    assertThat(failed.input().string("agent_role")).contains("failing");
    assertThat(failed.input().string("pipeline_id")).contains(plan.planId().value());
    assertThat(failed.output().string("status")).contains("failed");
    assertThat(failed.output().get("error_info"))
        .isEqualTo((JsonValue) JsonObject.of("error_code", "NO_FILE", "error_message", "gone"));
    CoreSample fetched = outcomes.get(plan.steps().get(0).stepId().value());
    assertThat(fetched.output().string("status")).contains("completed");
    assertThat(fetched.output().get("duration_ms").asLong()).isNotNegative();
    List<String> events =
        records("step.completed", "step.failed", "plan.grown").stream()
            .flatMap(record -> record.observability().stream())
            .map(event -> event.eventId())
            .toList();
    assertThat(samples)
        .as("each names the event that it was learnt from")
        .allMatch(sample -> events.containsAll(sample.meta().sourceEventIds()));

    CoreSample grown =
        samples.stream()
            .filter(sample -> sample.sampleFamily().equals("graph_evolution"))
            .findFirst()
            .orElseThrow();
    assertThat(grown.output().get("nodes_added").asLong()).isEqualTo(1);
    assertThat(mplp().learning().list(SampleFilter.all().withPlan(plan.planId()), null, 10).items())
        .hasSize(5)
        .allMatch(one -> execution.executionId().equals(one.origin().executionId()));
  }

  @Test
  void run_thatIsNotAsked_yieldsNone_andThatOfTheNextYieldsItsOwn() throws InterruptedException {
    handlers();
    Plan quiet =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Quiet", "See").step("look", "clerk").build());
    assertThat(mplp().plans().execute(quiet.planId()).await(Duration.ofMinutes(1))).isNotNull();
    Plan told =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Told", "See").step("look", "clerk").build());
    ExecutionOptions options =
        ExecutionOptions.builder().learning(SampleFamily.PIPELINE_OUTCOME).build();
    assertThat(mplp().plans().execute(told.planId(), options).await(Duration.ofMinutes(1)))
        .isNotNull();
    learnt(mplp().learning().watch(null, 0), 1);
    assertThat(mplp().learning().list(SampleFilter.all(), null, 10).items())
        .singleElement()
        .matches(one -> told.planId().equals(one.origin().planId()));
  }

  @Test
  void familyOfWhichAnExecutionKnowsNothing_isRefused() {
    assertThatThrownBy(
            () -> ExecutionOptions.builder().learning(SampleFamily.INTENT_RESOLUTION).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INTENT_RESOLUTION");
  }
}
