package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.CompensationCall;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.CompensationOptions;
import dev.mplp.plan.CompensationStatus;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.StepCompensation;
import dev.mplp.plan.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;

/** A trip whose payment fails, and who undoes what was booked. */
abstract class CompensationKit extends ServiceKit {

  static final Duration SOON = Duration.ofSeconds(30);
  static final ExecutionOptions UNDO =
      ExecutionOptions.builder()
          .onFailure(FailurePolicy.COMPENSATE)
          .compensation(
              CompensationOptions.DEFAULT.withRetry(RetryPolicy.attempts(3).withoutDelay()))
          .build();

  final List<String> undone = Collections.synchronizedList(new ArrayList<>());
  final Map<String, CompensationCall> calls = new ConcurrentHashMap<>();

  /** What the compensators answer; by description, else they undo. */
  final Map<String, Undo> answers = new ConcurrentHashMap<>();

  interface Undo {
    CompensationResult answer(CompensationCall call) throws Exception;
  }

  @BeforeEach
  void register() {
    mplp()
        .handlers()
        .register(
            "booker",
            call -> StepResult.completed(JsonObject.of("number", call.description())),
            this::undo);
    mplp().handlers().register("clerk", call -> StepResult.completed());
    mplp()
        .handlers()
        .register("payer", call -> StepResult.failed(StepError.permanent("DECLINED", "no money")));
  }

  CompensationResult undo(CompensationCall call) throws Exception {
    Undo answer = answers.get(call.description());
    CompensationResult result =
        answer == null
            ? CompensationResult.compensated(JsonObject.of("undone", call.output().get("number")))
            : answer.answer(call);
    if (result instanceof CompensationResult.Compensated) {
      undone.add(call.description());
      calls.put(call.description(), call);
    }
    return result;
  }

  PlanBuilder plan() {
    return Plan.builder(context().contextId(), "Trip", "Book a trip");
  }

  /** Flight, hotel and car, one after the other, then the payment, which fails. */
  PlanBuilder trip() {
    return plan()
        .step("flight", "booker")
        .step("hotel", step -> step.role("booker").after("flight"))
        .step("note", step -> step.role("clerk").after("hotel"))
        .step("car", step -> step.role("booker").after("note"))
        .step("pay", step -> step.role("payer").after("car"));
  }

  Execution start(PlanBuilder builder, ExecutionOptions options) {
    return mplp().plans().execute(mplp().plans().create(builder.build()).planId(), options);
  }

  static StepOutcome step(ExecutionResult result, String description) {
    return result.steps().stream()
        .filter(step -> step.description().equals(description))
        .findFirst()
        .orElseThrow();
  }

  static ExecutionState state(ExecutionResult result) {
    return result.execution().state();
  }

  static CompensationStatus undoing(ExecutionResult result, String description) {
    StepCompensation compensation = step(result, description).compensation();
    assertThat(compensation).as("the undoing of %s", description).isNotNull();
    return compensation.status();
  }
}
