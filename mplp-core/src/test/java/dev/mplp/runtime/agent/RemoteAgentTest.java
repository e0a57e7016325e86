package dev.mplp.runtime.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.agent.RemoteOptions;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.StepOutcome;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.RemoteSteps;
import dev.mplp.runtime.memory.InMemoryStepTransport;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteAgentTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final RemoteOptions OPTIONS =
      new RemoteOptions(Duration.ofSeconds(4), Duration.ofMinutes(5));

  private final InMemoryStepTransport queues = InMemoryStepTransport.create();
  private final InMemoryStepTransport elsewhere = queues.connect();
  private Mplp mplp;
  private ContextId context;

  @BeforeEach
  void open() {
    mplp = MplpRuntime.builder().steps(RemoteSteps.over(queues)).build();
    mplp.handlers().registerRemote("scorer", OPTIONS);
    context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging")).contextId();
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
    elsewhere.close();
    queues.close();
  }

  private Execution start(int steps, ExecutionOptions options) {
    var plan = Plan.builder(context, "Score", "Ask an agent");
    for (int i = 0; i < steps; i++) {
      plan.step("step " + i, "scorer");
    }
    return mplp.plans().execute(mplp.plans().create(plan.build()).planId(), options);
  }

  private static StepOutcome only(Execution execution) throws InterruptedException {
    ExecutionResult result = execution.await(SOON);
    assertThat(result.steps()).hasSize(1);
    return result.steps().get(0);
  }

  private RemoteAgent agent(RemoteHandler handler) {
    return RemoteAgent.over(elsewhere).role("scorer", handler).start();
  }

  @Test
  void page_showsHowItIsDone() throws InterruptedException {
    StepTransport transport = InMemoryStepTransport.create();
    Mplp mplp = MplpRuntime.builder().steps(RemoteSteps.over(transport)).build();
    mplp.handlers().registerRemote("scorer");
    RemoteAgent agent =
        RemoteAgent.over(transport)
            .role("scorer", call -> StepResult.completed(JsonObject.of("score", 712)))
            .concurrency(8)
            .start();
    ContextId own = mplp.contexts().open("Loan", Root.of("finance", "staging")).contextId();
    Plan plan = mplp.plans().create(Plan.builder(own, "A", "B").step("Score it", "scorer").build());

    assertThat(only(mplp.plans().execute(plan.planId())).output())
        .isEqualTo(JsonObject.of("score", 712));

    assertThat(mplp.health().parts()).anyMatch(part -> part.name().equals("agents"));
    agent.close();
    mplp.close();
    transport.close();
  }

  @Test
  void agentThatDies_leavesItsRequest_toAnother() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    InMemoryStepTransport dying = queues.connect();
    RemoteAgent first =
        RemoteAgent.over(dying)
            .role(
                "scorer",
                call -> {
                  begun.countDown();
                  new CountDownLatch(1).await();
                  return StepResult.completed();
                })
            .start();
    Execution execution = start(1, ExecutionOptions.DEFAULT);
    begun.await();

    dying.close(); // as its process would end: no word, no acknowledgement
    try (RemoteAgent second = agent(call -> StepResult.completed(JsonObject.of("by", 2)))) {
      assertThat(second.isReady()).isTrue();
      assertThat(only(execution).output()).isEqualTo(JsonObject.of("by", 2));
    }
    first.close(Duration.ZERO);
  }

  @Test
  void longWork_isNotAskedAgain_andShowsItsProgress() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (RemoteAgent agent =
        agent(
            call -> {
              calls.incrementAndGet();
              for (int i = 0; i < 50; i++) {
                call.progress(i / 100.0, "at " + i);
              }
              go.await();
              return StepResult.completed();
            })) {
      assertThat(agent.isReady()).isTrue();
      Execution execution = start(1, ExecutionOptions.DEFAULT);
      Eventually.until("the last word is heard", () -> progress(execution).equals("0.49 at 49"));
      long later = System.nanoTime() + OPTIONS.resendAfter().plusSeconds(1).toNanos();
      Eventually.until("long after", () -> System.nanoTime() - later > 0);
      go.countDown();

      assertThat(execution.await(SOON).execution().state()).isEqualTo(ExecutionState.COMPLETED);
      assertThat(calls).hasValue(1);
    }
  }

  private static String progress(Execution execution) {
    return execution.remoteRequests(null, 10).items().stream()
        .map(request -> request.fraction() + " " + request.message())
        .findFirst()
        .orElse("");
  }

  @Test
  void cancelledExecution_interruptsTheHandler() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    try (RemoteAgent agent =
        agent(
            call -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(call.isCancelled());
              }
              return StepResult.completed();
            })) {
      assertThat(agent.isReady()).isTrue();
      Execution execution = start(1, ExecutionOptions.DEFAULT);
      begun.await();
      execution.cancel("enough");

      Eventually.until("it is interrupted", interrupted::get);
      assertThat(execution.await(SOON).execution().state()).isEqualTo(ExecutionState.CANCELLED);
    }
  }

  @Test
  void exception_isRetried_anAnswerThatAgentsCannotGive_isNot() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    try (RemoteAgent agent =
        agent(
            call -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
              }
              return StepResult.delayed(Duration.ofSeconds(1));
            })) {
      assertThat(agent.isReady()).isTrue();
      RetryPolicy three = new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1));
      StepOutcome step = only(start(1, ExecutionOptions.builder().retry(three).build()));

      assertThat(calls).hasValue(2);
      assertThat(step.error())
          .isNotNull()
          .satisfies(
              error -> {
                assertThat(error.code()).isEqualTo(StepError.HANDLER_FAILED);
                assertThat(error.message()).contains("Delayed");
                assertThat(error.retryable()).isFalse();
              });
    }
  }

  @Test
  void whatIsNoRequest_isKeptAside_andTheNextOneIsDone() throws InterruptedException {
    try (RemoteAgent agent = agent(call -> StepResult.completed())) {
      assertThat(agent.isReady()).isTrue();
      queues.injectRequest("scorer", "{".getBytes(UTF_8));
      queues.injectRequest("scorer", new byte[10 << 20]);
      queues.injectRequest("scorer", "{\"type\":\"step.reply\"}".getBytes(UTF_8));
      queues.injectRequest(
          "scorer", "{\"type\":\"step.request\",\"version\":1,\"request_id\":7}".getBytes(UTF_8));
      List<byte[]> seen = new CopyOnWriteArrayList<>();
      StepTransport.Subscription writers =
          elsewhere.requests(
              "writer",
              1,
              delivery -> {
                seen.add(delivery.message().data());
                delivery.done();
              });
      mplp.handlers().registerRemote("writer");
      Plan plan = Plan.builder(context, "A", "B").step("Write", "writer").build();
      mplp.plans().execute(mplp.plans().create(plan).planId());
      Eventually.until("a request for writers", () -> !seen.isEmpty());
      writers.close();
      queues.injectRequest("scorer", seen.get(0));

      assertThat(start(5, ExecutionOptions.DEFAULT).await(SOON).isCompleted()).isTrue();
      Eventually.until("all are kept", () -> elsewhere.deadRequests("scorer", 10).size() == 5);
      assertThat(elsewhere.deadRequests("scorer", 10))
          .extracting(DeadLetter::reason)
          .anyMatch(reason -> reason.contains("no JSON"))
          .anyMatch(reason -> reason.contains("10485760"))
          .anyMatch(reason -> reason.contains("type is one of step.request"))
          .anyMatch(reason -> reason.startsWith("request_id is a string"))
          .anyMatch(reason -> reason.startsWith("role is scorer for requests in this queue"));
    }
  }

  @Test
  void copiesOfARequestInHand_areDoneOnce() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    List<StepMessage> seen = new CopyOnWriteArrayList<>();
    StepTransport.Subscription tap =
        elsewhere.requests("scorer", 1, delivery -> seen.add(delivery.message()));
    Execution execution = start(1, ExecutionOptions.DEFAULT);
    Eventually.until("it is asked", () -> !seen.isEmpty());
    tap.close();
    try (RemoteAgent agent =
        agent(
            call -> {
              calls.incrementAndGet();
              go.await();
              return StepResult.completed();
            })) {
      assertThat(agent.isReady()).isTrue();
      Eventually.until("it is at work", () -> calls.get() == 1);
      queues.send(seen.get(0), Duration.ofMinutes(1)).join();
      queues.send(seen.get(0), Duration.ofMinutes(1)).join();
      go.countDown();

      assertThat(execution.await(SOON).isCompleted()).isTrue();
    }
    List<StepMessage> left = new CopyOnWriteArrayList<>();
    StepTransport.Subscription after =
        elsewhere.requests("scorer", 1, delivery -> left.add(delivery.message()));
    queues
        .send(new StepMessage("last", "scorer", EventMessage.JSON, new byte[0]), OPTIONS.timeout())
        .join();
    Eventually.until("the last one comes", () -> !left.isEmpty());
    assertThat(left).extracting(StepMessage::id).containsExactly("last");
    after.close();
  }

  @Test
  void closing_letsWorkFinish_orLeavesItToOthers() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    RemoteAgent patient =
        agent(
            call -> {
              begun.countDown();
              go.await();
              return StepResult.completed(JsonObject.of("by", 1));
            });
    Execution first = start(1, ExecutionOptions.DEFAULT);
    begun.await();
    Thread closing = new Thread(() -> patient.close(Duration.ofSeconds(30)));
    closing.start();
    go.countDown();
    assertThat(only(first).output()).isEqualTo(JsonObject.of("by", 1));
    closing.join();

    CountDownLatch cut = new CountDownLatch(1);
    RemoteAgent impatient =
        agent(
            call -> {
              cut.countDown();
              new CountDownLatch(1).await();
              return StepResult.completed(JsonObject.of("by", 2));
            });
    Execution second = start(1, ExecutionOptions.DEFAULT);
    cut.await();
    impatient.close(Duration.ZERO);
    try (RemoteAgent other = agent(call -> StepResult.completed(JsonObject.of("by", 3)))) {
      assertThat(other.isReady()).isTrue();
      assertThat(only(second).output()).isEqualTo(JsonObject.of("by", 3));
    }
  }

  @Test
  void wrongValues_areTold() {
    RemoteAgent.Builder builder = RemoteAgent.over(queues);
    assertThatThrownBy(builder::start).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> builder.concurrency(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.role("", call -> StepResult.completed()))
        .isInstanceOf(IllegalArgumentException.class);
    builder.role("a", call -> StepResult.completed());
    assertThatThrownBy(() -> builder.role("a", call -> StepResult.completed()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already");
    assertThatThrownBy(() -> OPTIONS.withResendAfter(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resendAfter");
    try (Mplp alone = MplpRuntime.builder().build()) {
      assertThatThrownBy(() -> alone.handlers().registerRemote("scorer"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("steps(RemoteSteps.over(transport))");
    }
  }
}
