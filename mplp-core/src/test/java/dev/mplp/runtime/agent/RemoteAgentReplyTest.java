package dev.mplp.runtime.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.ValidationException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.RemoteSteps;
import dev.mplp.runtime.memory.InMemoryStepTransport;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies that cannot be written, and connections that hand out more than they should. */
class RemoteAgentReplyTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LONE_SURROGATE = "\ud83d";

  private final InMemoryStepTransport queues = InMemoryStepTransport.create();
  private final InMemoryStepTransport elsewhere = queues.connect();
  private Mplp mplp;
  private ContextId context;

  @BeforeEach
  void open() {
    mplp = MplpRuntime.builder().steps(RemoteSteps.over(queues)).build();
    mplp.handlers().registerRemote("scorer");
    context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging")).contextId();
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
    elsewhere.close();
    queues.close();
  }

  private Execution start(int steps) {
    var plan = Plan.builder(context, "Score", "Ask an agent");
    for (int i = 0; i < steps; i++) {
      plan.step("step " + i, "scorer");
    }
    RetryPolicy three = new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1));
    return mplp.plans()
        .execute(
            mplp.plans().create(plan.build()).planId(),
            ExecutionOptions.builder().retry(three).build());
  }

  private StepOutcome only() throws InterruptedException {
    ExecutionResult result = start(1).await(SOON);
    assertThat(result.steps()).hasSize(1);
    return result.steps().get(0);
  }

  @Test
  void outputThatCannotBeWritten_failsTheStepForGood_afterOneCall() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    try (RemoteAgent agent =
        RemoteAgent.over(elsewhere)
            .role(
                "scorer",
                call -> {
                  calls.incrementAndGet();
                  return StepResult.completed(JsonObject.of("text", LONE_SURROGATE));
                })
            .start()) {
      assertThat(agent.isReady()).isTrue();
      StepOutcome step = only();

      assertThat(step.status()).isEqualTo(StepStatus.FAILED);
      assertThat(step.error())
          .isNotNull()
          .satisfies(error -> assertThat(error.code()).isEqualTo(ValidationException.CODE))
          .satisfies(error -> assertThat(error.retryable()).isFalse());
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void errorAndProgressThatCannotBeWritten_areCleaned() throws InterruptedException {
    try (RemoteAgent agent =
        RemoteAgent.over(elsewhere)
            .role(
                "scorer",
                call -> {
                  call.progress(0.5, "half " + LONE_SURROGATE);
                  call.progress(0.6, "x".repeat(999) + "\ud83d\ude00"); // cut within a pair
                  return StepResult.failed(
                      StepError.permanent("BAD" + LONE_SURROGATE, "because " + LONE_SURROGATE));
                })
            .start()) {
      assertThat(agent.isReady()).isTrue();
      StepOutcome step = only();

      assertThat(step.error()).isEqualTo(StepError.permanent("BAD\ufffd", "because \ufffd"));
    }
  }

  @Test
  void requestsBeyondTheConcurrency_waitForAPlace() throws InterruptedException {
    AtomicInteger delivered = new AtomicInteger();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (RemoteAgent agent =
        RemoteAgent.over(handingOutMore(delivered))
            .role(
                "scorer",
                call -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Eventually.until("all are here", () -> delivered.get() >= 10);
                  running.decrementAndGet();
                  return StepResult.completed();
                })
            .concurrency(2)
            .start()) {
      assertThat(agent.isReady()).isTrue();

      assertThat(start(10).await(SOON).isCompleted()).isTrue();
      assertThat(most.get()).isBetween(1, 2);
    }
  }

  /** Hands out ten times what it is to, as one whose connection broke nine times. */
  private StepTransport handingOutMore(AtomicInteger delivered) {
    return (StepTransport)
        Proxy.newProxyInstance(
            StepTransport.class.getClassLoader(),
            new Class<?>[] {StepTransport.class},
            (self, method, arguments) -> {
              if (method.getName().equals("requests")) {
                @SuppressWarnings("unchecked")
                Consumer<StepDelivery> consumer = (Consumer<StepDelivery>) arguments[2];
                return elsewhere.requests(
                    (String) arguments[0],
                    (int) arguments[1] * 10,
                    delivery -> {
                      consumer.accept(delivery);
                      delivered.incrementAndGet();
                    });
              }
              return method.invoke(elsewhere, arguments);
            });
  }
}
