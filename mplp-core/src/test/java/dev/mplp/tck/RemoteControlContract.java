package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.StepOutcome;
import dev.mplp.spi.StepDelivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Executions with steps of agents that are stopped, held, resumed and removed, and replicas that
 * share them.
 */
public abstract class RemoteControlContract extends RemoteKit {

  /** For the kits. */
  protected RemoteControlContract() {}

  private StepOutcome only(ExecutionResult result) {
    assertThat(result.steps()).hasSize(1);
    return result.steps().get(0);
  }

  @Test
  void cancelledExecution_isToldToAgents_andItsReplyIsRefused() {
    work();
    Execution execution = start(2);
    StepDelivery request = request();
    request();

    execution.cancel("enough");

    assertThat(await(execution).execution().state()).isEqualTo(ExecutionState.CANCELLED);
    Eventually.until(
        "agents hear it",
        () ->
            cancellations.stream()
                .anyMatch(
                    text ->
                        text.contains("\"execution_id\":\"" + execution.executionId())
                            && text.contains("step.cancel")));
    reply(completed(request, "{}"));
    awaitRefused("late");
    reply(message(request, "heartbeat", ""));
    Eventually.until(
        "whoever still works on it is told",
        () -> cancellations.stream().anyMatch(text -> text.contains(request.message().id())));
    advance(OPTIONS.resendAfter().plusSeconds(1));
    Eventually.until("nothing is left of it", () -> stored() == 0);
  }

  @Test
  void failedNeighbour_stopsTheExecution_andAgentsAreTold() {
    CountDownLatch asked = new CountDownLatch(1);
    mplp()
        .handlers()
        .register(
            "local",
            call -> {
              asked.await();
              return StepResult.failed(StepError.permanent("BROKEN", "no"));
            });
    work();
    Plan plan =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Two", "One fails")
                    .step("asked", step -> step.role(ROLE))
                    .step("go", step -> step.role("local"))
                    .build());
    Execution execution = mplp().plans().execute(plan.planId());
    request();
    asked.countDown();

    assertThat(await(execution).execution().state()).isEqualTo(ExecutionState.FAILED);
    Eventually.until(
        "agents hear it",
        () ->
            cancellations.stream()
                .anyMatch(text -> text.contains(execution.executionId().value())));
  }

  @Test
  void replyToAPausedExecution_waits_andCounts() {
    work();
    Execution execution = start(1);
    StepDelivery request = request();
    execution.pause();
    answer(request, completed(request, "{\"n\":1}"));
    Eventually.until("it is taken", () -> taken.equals(List.of("completed")));
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.PAUSED);
    assertThat(stored()).isEqualTo(1);

    execution.unpause();

    assertThat(only(await(execution)).output()).isEqualTo(JsonObject.of("n", 1));
  }

  @Test
  void anotherRun_asksAgain_andRepliesToTheFormerAreRefused() {
    CountDownLatch asked = new CountDownLatch(1);
    mplp()
        .handlers()
        .register(
            "local",
            call -> {
              asked.await();
              return call.attempt() == 1
                  ? StepResult.failed(StepError.permanent("BROKEN", "no"))
                  : StepResult.completed();
            });
    work();
    Plan plan =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Two", "Resumed")
                    .step("asked", step -> step.role(ROLE))
                    .step("local", step -> step.role("local"))
                    .build());
    Execution execution = mplp().plans().execute(plan.planId());
    StepDelivery former = request();
    asked.countDown();
    assertThat(await(execution).execution().state()).isEqualTo(ExecutionState.FAILED);

    Execution resumed = mplp().plans().resume(execution.executionId());
    StepDelivery present = request();
    assertThat(present.message().id()).isNotEqualTo(former.message().id());
    reply(completed(former, "{\"run\":1}"));
    awaitRefused("late");
    answer(present, completed(present, "{\"run\":2}"));

    assertThat(await(resumed).steps().get(0).output()).isEqualTo(JsonObject.of("run", 2));
    assertThat(stored()).isZero();
  }

  @Test
  void purgedExecution_leavesNothing() {
    work();
    Execution execution = start(3);
    request();
    request();
    request();
    execution.cancel(null);
    await(execution);
    assertThat(stored()).isEqualTo(3);

    advance(Duration.ofSeconds(2));
    RetentionPolicy nothing =
        RetentionPolicy.builder().keep(Retained.EXECUTIONS, Keep.of(Duration.ofSeconds(1))).build();
    assertThat(mplp().administration().sweep(nothing, "test").removed(Retained.EXECUTIONS))
        .isEqualTo(1);

    assertThat(stored()).isZero();
    advance(OPTIONS.resendAfter().plusSeconds(1));
    Eventually.until("no timer is left", () -> storage().timers().next().isEmpty());
  }

  private long completed() {
    return taken.stream().filter("completed"::equals).count();
  }

  @Test
  void replicas_shareTheReplies_andEachStepIsDoneOnce() {
    Mplp other = another();
    remote(other);
    work(
        request -> {
          reply(message(request, "heartbeat", ""));
          reply(completed(request, "{}"));
          answer(request, completed(request, "{}"));
        });

    ExecutionResult result = await(start(200));

    assertThat(result.execution().state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(stored()).isZero();
    Eventually.until("the others are refused", () -> refused.size() >= 200 && completed() >= 200);
    assertThat(completed()).isEqualTo(200);
    assertThat(records("step.completed")).hasSize(200);
  }

  @Test
  void replicas_sendALostRequestAgainOnce() {
    Mplp other = another();
    remote(other);
    work();
    Execution execution = start(20);
    for (int i = 0; i < 20; i++) {
      request().done(); // lost, all of them
    }
    advance(OPTIONS.resendAfter().plusSeconds(1));
    for (int i = 0; i < 20; i++) {
      StepDelivery again = request();
      answer(again, completed(again, "{}"));
    }

    assertThat(await(execution).isCompleted()).isTrue();
    assertThat(sent.stream().filter("again"::equals)).hasSize(20);
    assertThat(requests).isEmpty();
    assertThat(refused).isEmpty();
  }
}
