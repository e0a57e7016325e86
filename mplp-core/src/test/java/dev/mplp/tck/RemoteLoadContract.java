package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.Handlers;
import dev.mplp.context.Context;
import dev.mplp.plan.Budget;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Limit;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.spi.StepDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Steps of agents under limits, in numbers, and where storage and queues fail at random. */
public abstract class RemoteLoadContract extends RemoteKit {

  private static final int MANY = Boolean.getBoolean("mplp.full") ? 10_000 : 400;

  /** For the kits. */
  protected RemoteLoadContract() {}

  @Test
  void whatWaitsForAgents_takesNoPlace_ofTheExecutionOrTheTenant() {
    mplp().plans().limits().set(Limit.concurrency(1).ofRole(ROLE));
    work();
    Execution execution = start(5, ExecutionOptions.builder().parallelism(1).build());
    List<StepDelivery> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(request());
    }

    all.forEach(request -> answer(request, completed(request, "{}")));

    assertThat(await(execution).isCompleted()).isTrue();
  }

  @Test
  void stepOfAnAgent_countsOnceInTheBudget() {
    work(request -> answer(request, completed(request, "{}")));
    Budget budget = Budget.COUNTED.withSteps(3L);
    Execution execution = start(3, ExecutionOptions.builder().budget(budget).build());

    assertThat(await(execution).isCompleted()).isTrue();
  }

  @Test
  void replyWhileTheContextIsSuspended_countsAfterwards() {
    work();
    Execution execution = start(1);
    StepDelivery request = request();
    Context suspended = mplp().contexts().suspend(context().contextId(), "for a look");
    Eventually.until("it is held", () -> execution.snapshot().state() == ExecutionState.PAUSED);
    answer(request, completed(request, "{}"));
    Eventually.until("it is taken", () -> taken.contains("completed"));
    assertThat(execution.outcomes(null, 1).items().get(0).status())
        .isNotEqualTo(StepStatus.COMPLETED);

    mplp().contexts().activate(suspended.contextId());

    assertThat(await(execution).isCompleted()).isTrue();
  }

  @Test
  void manySteps_waitTogether_andLeaveNothing() {
    long begin = System.nanoTime();
    Execution execution = start(MANY);
    Eventually.until("all are asked", () -> sent.size() == MANY);
    final long asked = System.nanoTime();
    assertThat(stored()).isEqualTo(MANY);
    assertThat(execution.remoteRequests(null, 500).items()).hasSize(Math.min(500, MANY));

    work(request -> answer(request, completed(request, "{}")));

    assertThat(await(execution).isCompleted()).isTrue();
    System.out.printf(
        "%s: %d steps of agents: asked in %d ms, answered and settled in %d ms%n",
        getClass().getSimpleName(),
        MANY,
        TimeUnit.NANOSECONDS.toMillis(asked - begin),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked));
    assertThat(stored()).isZero();
    assertThat(storage().timers().next()).isEmpty();
    assertThat(requests).isEmpty();
    assertThat(refused).isEmpty();
  }

  @Test
  void storageThatFails_requestsAndRepliesThatAreLostAndDoubled_eachStepIsDoneOnce()
      throws InterruptedException {
    local.close(); // the two behind faults do it alone
    List<FaultyStorage> faulty = new ArrayList<>();
    List<Handlers.Registration> registrations = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int seed = i;
      Mplp behind =
          anotherBehind(
              storage -> {
                FaultyStorage failing = new FaultyStorage(storage, 4711 + seed, 0.1, 0.1);
                faulty.add(failing);
                return failing;
              });
      registrations.add(remote(behind));
    }
    Random random = new Random(4711);
    work(
        request -> {
          int fate = random.nextInt(5);
          if (fate > 0) { // else it is lost, as the broker or the agent was
            reply(message(request, "heartbeat", ""));
          }
          if (fate > 1) {
            reply(completed(request, "{}"));
          }
          if (fate > 3) {
            reply(completed(request, "{}"));
          }
          request.done();
        });
    Execution execution =
        start(
            60,
            ExecutionOptions.builder()
                .retry(new RetryPolicy(100, Duration.ofMillis(1), 1, Duration.ofMillis(1)))
                .maxLostAttempts(1_000)
                .build());

    ExecutionResult result = advancedUntilItEnds(execution);

    assertThat(result.execution().state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(result.steps()).extracting(StepOutcome::status).containsOnly(StepStatus.COMPLETED);
    assertThat(records("step.completed")).hasSize(60);
    assertThat(faulty).allMatch(failing -> failing.faults() > 0);
    faulty.forEach(FaultyStorage::recover);
    advance(OPTIONS.resendAfter().multipliedBy(20));
    Eventually.until("nothing is left", () -> stored() == 0);
    registrations.forEach(Handlers.Registration::close);
  }

  private ExecutionResult advancedUntilItEnds(Execution execution) throws InterruptedException {
    var future = execution.toFuture();
    for (int i = 0; i < 100; i++) {
      try {
        return future.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        advance(OPTIONS.resendAfter().multipliedBy(2));
      } catch (java.util.concurrent.ExecutionException e) {
        throw new AssertionError(e);
      }
    }
    return await(execution);
  }
}
