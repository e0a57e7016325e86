package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.Handlers;
import dev.mplp.agent.RemoteOptions;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A runtime that reaches agents, and an agent in the hands of the test, for the kits of both. */
public abstract class RemoteKit extends ServiceKit {

  static final Duration SOON = Duration.ofSeconds(60);
  static final String ROLE = "scorer";
  static final RemoteOptions OPTIONS =
      new RemoteOptions(Duration.ofMinutes(1), Duration.ofMinutes(30));

  final List<String> refused = new CopyOnWriteArrayList<>();
  final List<String> taken = new CopyOnWriteArrayList<>();
  final List<String> sent = new CopyOnWriteArrayList<>();
  final BlockingQueue<StepDelivery> requests = new LinkedBlockingQueue<>();
  final List<String> cancellations = new CopyOnWriteArrayList<>();
  private StepTransportFixture queues;
  StepTransport agent;
  Handlers.Registration local;

  /** Notes what a runtime tells. */
  private final RuntimeListener noting =
      new RuntimeListener() {
        @Override
        public void remoteRequestSent(String role, boolean again) {
          sent.add(again ? "again" : "first");
        }

        @Override
        public void remoteReplyTaken(String role, String kind, Duration since) {
          assertThat(role).isEqualTo(ROLE);
          assertThat(since).isGreaterThanOrEqualTo(Duration.ZERO);
          taken.add(kind);
        }

        @Override
        public void remoteReplyRefused(String why) {
          refused.add(why);
        }
      };

  /** For the kits. */
  protected RemoteKit() {}

  /** Asked for each test. */
  protected abstract RemoteSetup setup();

  @Override
  protected final StorageFixture newFixture() {
    return setup().newFixture();
  }

  @Override
  protected final Mplp runtime(Storage storage) {
    return setup().runtime(between(storage), queues().open(), noting);
  }

  /** What runtimes are given for this storage. */
  Storage between(Storage storage) {
    return storage;
  }

  private StepTransportFixture queues() {
    if (queues == null) {
      queues = setup().newQueues();
    }
    return queues;
  }

  @BeforeEach
  void openAgent() {
    agent = queues().open();
    agent.cancellations(message -> cancellations.add(text(message)));
    local = remote(mplp());
  }

  @AfterEach
  void closeAgent() {
    agent.close();
    queues().close();
  }

  static Handlers.Registration remote(Mplp mplp) {
    return mplp.handlers().registerRemote(ROLE, OPTIONS);
  }

  /** The agent takes requests from now on. */
  final void work() {
    work(requests::add);
  }

  final StepTransport.Subscription work(Consumer<StepDelivery> consumer) {
    return agent.requests(ROLE, 10_000, consumer);
  }

  final StepDelivery request() {
    try {
      StepDelivery next = requests.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("a request, in time").isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String text(StepMessage message) {
    return new String(message.data(), UTF_8);
  }

  static String attempt(StepDelivery request) {
    return request.message().id().split("/", -1)[3];
  }

  /** A reply as an agent in any language would write it. */
  static StepMessage message(StepDelivery request, String type, String more) {
    String json =
        "{\"type\":\"step."
            + type
            + "\",\"version\":1,\"request_id\":\""
            + request.message().id()
            + "\",\"attempt\":"
            + attempt(request)
            + more
            + "}";
    return request.message().withData(EventMessage.JSON, json.getBytes(UTF_8));
  }

  static StepMessage completed(StepDelivery request, String output) {
    return message(request, "completed", ",\"output\":" + output);
  }

  static StepMessage failed(StepDelivery request, String code, boolean retryable) {
    return message(
        request,
        "failed",
        ",\"error\":{\"code\":\""
            + code
            + "\",\"message\":\"no\",\"retryable\":"
            + retryable
            + ",\"more\":[1]}");
  }

  final void reply(StepMessage reply) {
    agent.reply(reply).orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Replies, and says that the request is done. */
  final void answer(StepDelivery request, StepMessage reply) {
    reply(reply);
    request.done();
  }

  final void inject(byte[] reply) {
    queues().injectReply(reply);
  }

  /** So many steps of the role, next to each other. */
  final Execution start(int steps, ExecutionOptions options) {
    PlanBuilder plan = Plan.builder(context().contextId(), "Score", "Ask somebody else");
    for (int i = 0; i < steps; i++) {
      plan.step("step " + i, step -> step.role(ROLE));
    }
    return mplp().plans().execute(mplp().plans().create(plan.build()).planId(), options);
  }

  final Execution start(int steps) {
    return start(steps, ExecutionOptions.DEFAULT);
  }

  static ExecutionResult await(Execution execution) {
    try {
      return execution.await(SOON);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** How many steps have something stored for their request. */
  final int stored() {
    return storage().count(new DocumentQuery("default", "remote-step", Map.of(), 0, 1), 100_000);
  }

  final void awaitRefused(String why) {
    Eventually.until("a reply is refused: " + why, () -> refused.contains(why));
  }
}
