package dev.mplp.runtime;

import static dev.mplp.runtime.Stage.end;
import static dev.mplp.runtime.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mplp.ValidationException;
import dev.mplp.agent.Growth;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that add steps to the plan they work in. */
class GrowingPlanTest {

  private final Stage stage = new Stage();
  private final Queue<String> done = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    stage.close();
  }

  /** Steps called "grow" answer with this, the others are done. */
  private void handle(Function<StepCall, StepResult> growing) {
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              done.add(call.description());
              return call.description().startsWith("grow")
                  ? growing.apply(call)
                  : StepResult.completed(
                      JsonObject.of("of", call.description(), "inputs", call.inputs().size()));
            });
  }

  private static PlanStep after(StepId dependency, String description) {
    return PlanStep.builder(description).dependencies(List.of(dependency)).build();
  }

  private Execution execute(Plan plan) {
    return stage.mplp.plans().execute(stage.mplp.plans().create(plan).planId());
  }

  @Test
  void addedSteps_areDone_andAreStepsOfThePlan() {
    handle(
        call ->
            StepResult.completedAdding(after(call.stepId(), "b"), PlanStep.builder("c").build()));
    Plan plan = stage.plan().step("grow", s -> {}).build();

    ExecutionResult result = end(execute(plan));

    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps())
        .extracting(StepOutcome::description)
        .containsExactly("grow", "b", "c");
    Plan grown = stage.mplp.plans().get(plan.planId());
    assertThat(grown.steps()).hasSize(3).allMatch(step -> step.status() == StepStatus.COMPLETED);
    assertThat(grown.steps().get(1).dependsOn()).containsExactly(grown.steps().get(0).stepId());
    assertThat(
            stage.mplp.events().ofRun(new RunId(result.execution().traceId().uuid())).stream()
                .filter(record -> record.inline().eventType().equals("plan.grown")))
        .singleElement()
        .satisfies(record -> assertThat(record.observability()).hasSize(2));
  }

  @Test
  void joinedStep_waitsForTheAddedOnes_andIsGivenTheirOutputs() {
    PlanBuilder builder = stage.plan().step("grow", s -> {}).step("join", s -> s.after("grow"));
    Plan plan = builder.build();
    StepId join = builder.stepId("join");
    handle(
        call -> {
          PlanStep left = after(call.stepId(), "left");
          PlanStep right = after(call.stepId(), "right");
          return StepResult.completedAdding(
              JsonObject.of("split", 2),
              Growth.of(left, right).joinedBy(join, left.stepId(), right.stepId()));
        });

    ExecutionResult result = end(execute(plan));

    assertThat(done).last().isEqualTo("join");
    assertThat(result.steps().get(0).output()).isEqualTo(JsonObject.of("split", 2));
    assertThat(result.steps().get(1).output()).isEqualTo(JsonObject.of("of", "join", "inputs", 3));
    assertThat(stage.mplp.plans().get(plan.planId()).steps().get(1).dependsOn()).hasSize(3);
  }

  @Test
  void growthThatGoesOn_isFlatAndComesToItsEnd() {
    handle(
        call ->
            call.description().equals("grow 300")
                ? StepResult.completed()
                : StepResult.completedAdding(
                    after(
                        call.stepId(),
                        "grow " + (Integer.parseInt(call.description().substring(5)) + 1))));

    ExecutionResult result = end(execute(stage.plan().step("grow 1", s -> {}).build()));

    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps()).hasSize(300);
  }

  @Test
  void manyThatGrowAtOnce_loseNothing() {
    PlanBuilder builder = stage.plan();
    for (int i = 0; i < 40; i++) {
      builder.step("grow " + i, s -> {});
    }
    handle(
        call -> StepResult.completedAdding(after(call.stepId(), "leaf of " + call.description())));

    ExecutionResult result = end(execute(builder.build()));

    assertThat(result.steps()).hasSize(80).allMatch(step -> step.status() == StepStatus.COMPLETED);
    assertThat(done).hasSize(80).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown dependency",
        "id twice",
        "id of another",
        "not pending",
        "cycle among the added",
        "cycle by a join",
        "join that does not depend on it",
        "join of what is not added"
      })
  void growthThatCannotBe_failsTheStepForGood_andAddsNothing(String fault) {
    PlanBuilder builder =
        stage
            .plan()
            .step("grow", s -> {})
            .step("below", s -> s.after("grow"))
            .step("far below", s -> s.after("below"))
            .step("beside", s -> {});
    Plan plan = builder.build();
    handle(call -> StepResult.completedAdding(JsonObject.empty(), bad(fault, call, builder)));

    ExecutionResult result = end(execute(plan));

    StepOutcome outcome = result.steps().get(0);
    assertThat(outcome.status()).isEqualTo(StepStatus.FAILED);
    StepError error = outcome.error();
    assertThat(error.code()).isEqualTo(ValidationException.CODE);
    assertThat(error.message()).startsWith("the steps cannot be added");
    assertThat(error.retryable()).isFalse();
    assertThat(stage.mplp.plans().get(plan.planId()).steps()).hasSize(4);
    assertThat(result.steps()).hasSize(4);
  }

  private static Growth bad(String fault, StepCall call, PlanBuilder plan) {
    PlanStep good = after(call.stepId(), "good");
    return switch (fault) {
      case "unknown dependency" -> Growth.of(after(StepId.random(), "a"));
      case "id twice" -> Growth.of(good, good);
      case "id of another" -> Growth.of(PlanStep.builder("a").stepId(plan.stepId("below")).build());
      case "not pending" -> Growth.of(good.withStatus(StepStatus.COMPLETED));
      case "cycle among the added" -> {
        PlanStep other = after(good.stepId(), "other");
        yield Growth.of(good.withDependencies(List.of(other.stepId())), other);
      }
      case "cycle by a join" -> {
        PlanStep late = after(plan.stepId("far below"), "late");
        yield Growth.of(late).joinedBy(plan.stepId("below"), late.stepId());
      }
      case "join that does not depend on it" ->
          Growth.of(good).joinedBy(plan.stepId("beside"), good.stepId());
      case "join of what is not added" ->
          Growth.of(good).joinedBy(plan.stepId("below"), plan.stepId("beside"));
      default -> throw new IllegalArgumentException(fault);
    };
  }

  @Test
  void growthOfTooMany_isRefused() {
    List<PlanStep> many = new ArrayList<>();
    for (int i = 0; i <= Growth.MOST_AT_ONCE; i++) {
      many.add(PlanStep.builder("a").build());
    }
    handle(call -> StepResult.completedAdding(JsonObject.empty(), Growth.of(many)));

    ExecutionResult result = end(execute(stage.plan().step("grow", s -> {}).build()));

    assertThat(result.steps().get(0).error().message()).contains("at most 1000");
    assertThatThrownBy(() -> Growth.of()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void executionInWhichSomethingWasApproved_doesNotGrow() {
    handle(call -> StepResult.completedAdding(after(call.stepId(), "b")));
    Plan plan = stage.mplp.plans().create(stage.plan().step("grow", s -> {}).build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .gates(Gates.NONE.beforePlan(ApprovalRequest.of(Approver.role("boss"))))
                    .build());
    stage.approve();

    ExecutionResult result = end(execution);

    assertThat(result.steps()).hasSize(1);
    assertThat(result.steps().get(0).error().message()).contains("approved");
  }

  @Test
  void runThatFailedAfterItGrew_isResumedWithWhatWasAdded() {
    AtomicBoolean broken = new AtomicBoolean(true);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              done.add(call.description());
              return switch (call.description()) {
                case "grow" -> {
                  PlanStep first = after(call.stepId(), "first");
                  yield StepResult.completedAdding(first, after(first.stepId(), "second"));
                }
                case "first" ->
                    broken.get()
                        ? StepResult.failed(StepError.permanent("NO", "not yet"))
                        : StepResult.completed();
                default -> StepResult.completed();
              };
            });
    Execution execution = execute(stage.plan().step("grow", s -> {}).build());
    assertThat(end(execution).steps())
        .extracting(StepOutcome::status)
        .containsExactly(StepStatus.COMPLETED, StepStatus.FAILED, StepStatus.SKIPPED);
    broken.set(false);

    stage.mplp.plans().resume(execution.executionId());

    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(done).containsExactly("grow", "first", "first", "second");
  }

  @Test
  void stepThatDependsOnAFailedOne_isSkipped_andTheRestGoesOn() {
    CountDownLatch failed = new CountDownLatch(1);
    PlanBuilder builder = stage.plan().step("grow", s -> {}).step("fail", s -> {});
    StepId fails = builder.stepId("fail");
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              switch (call.description()) {
                case "fail" -> {
                  return StepResult.failed(StepError.permanent("NO", "never"));
                }
                case "grow" -> {
                  failed.await();
                  return StepResult.completedAdding(
                      after(fails, "below"), after(call.stepId(), "beside"));
                }
                default -> {
                  return StepResult.completed();
                }
              }
            });
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder().onFailure(FailurePolicy.CONTINUE).build());
    eventually(() -> stage.status(plan, fails) == StepStatus.FAILED);
    failed.countDown();

    assertThat(end(execution).steps())
        .extracting(StepOutcome::description, StepOutcome::status)
        .containsExactly(
            tuple("grow", StepStatus.COMPLETED),
            tuple("fail", StepStatus.FAILED),
            tuple("below", StepStatus.SKIPPED),
            tuple("beside", StepStatus.COMPLETED));
  }
}
