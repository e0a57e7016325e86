package dev.mplp.runtime;

import static dev.mplp.runtime.Stage.end;
import static dev.mplp.runtime.Stage.join;
import static dev.mplp.runtime.Stage.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.tck.Turnstile;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a runtime leaves behind when it is closed. */
class CloseTest {

  private final Stage stage = new Stage();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void close() {
    stage.close();
  }

  private StepRun row(Execution execution) {
    return stage.memory().work().step("default", execution.executionId().uuid(), 0).orElseThrow();
  }

  private Execution start() {
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    return stage.mplp.plans().execute(plan.planId());
  }

  @Test
  void close_whileAHandlerRuns_waitsForIt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              running.countDown();
              go.await();
              return StepResult.completed();
            });
    Execution execution = start();
    running.await();
    CompletableFuture<Void> close = meanwhile(() -> stage.mplp.close(Duration.ofSeconds(20)));
    assertThat(close).isNotDone();

    go.countDown();
    join(close);

    assertThat(row(execution).state()).isEqualTo(StepState.COMPLETED);
  }

  @Test
  void close_whenItsTimeIsOver_interruptsAndHandsBackUnharmed() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              running.countDown();
              new CountDownLatch(1).await();
              return StepResult.completed();
            });
    Execution execution = start();
    running.await();

    stage.mplp.close(Duration.ofMillis(50));

    StepRun row = row(execution);
    assertThat(row.state()).isEqualTo(StepState.CLAIMABLE);
    assertThat(row.lost()).isZero();
    assertThat(row.failures()).isZero();
    Mplp next = stage.runtime(stage.memory(), new RuntimeListener() {});
    next.handlers().registerDefault(call -> StepResult.completed());
    ExecutionResult result = end(next.plans().execution(execution.executionId()));
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void close_beforeAClaimedStepReachesItsHandler_handsItBackUncalled() {
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              calls.incrementAndGet();
              return StepResult.completed();
            });
    Turnstile.Held claiming = stage.turnstile.hold(call -> call.name().equals("work.claim"));
    claiming.awaitArrival();
    Execution execution = start();
    Turnstile.Held reading =
        stage.turnstile.hold(
            call ->
                call.name().equals("get")
                    && ((DocumentKey) call.arguments()[0]).kind().equals(Kinds.EXECUTION));
    claiming.release();
    reading.awaitArrival();
    CompletableFuture<Void> close = meanwhile(() -> stage.mplp.close(Duration.ofMillis(50)));
    // its time is over before the step has got anywhere
    java.time.Instant over = stage.memory().now().plusMillis(300);
    Stage.eventually(() -> stage.memory().now().isAfter(over));

    reading.release();
    join(close);

    assertThat(calls).hasValue(0);
    assertThat(row(execution).state()).isEqualTo(StepState.CLAIMABLE);
    assertThat(row(execution).lost()).isZero();
  }
}
