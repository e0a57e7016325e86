package dev.mplp.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.plan.Plan;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.BrokerHealth.State;
import dev.mplp.spi.EventBroker;
import dev.mplp.tck.Eventually;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A runtime whose broker is killed, blocked and started again while plans run. */
class RelayedEventsTest {

  private static final String QUEUE = "audit";

  @Test
  void killedAndBlockedBroker_stopsNoPlan_andMissesNoEvent() throws Exception {
    try (RabbitMqServer server = RabbitMqServer.start()) {
      runAgainst(server, server.url());
    }
  }

  private static void runAgainst(RabbitMqServer server, String url) throws Exception {
    try (EventBroker broker = RabbitMqBroker.connect(url);
        Mplp mplp = MplpRuntime.builder().events(EventsOut.to(broker)).build()) {
      mplp.handlers().register("clerk", call -> StepResult.completed());
      Eventually.until("connected", () -> broker.health().available());
      bindAuditQueue(server);
      run(mplp, 5);

      server.kill();
      run(mplp, 5);
      Eventually.until("it is told", () -> mplp.health().status() == Status.DEGRADED);
      server.restart();
      Eventually.until("connected again", () -> broker.health().available());

      assertThat(server.control("set_vm_memory_high_watermark", "absolute", "1")).isTrue();
      run(mplp, 5);
      Eventually.until("blocked", () -> broker.health().state() == State.BLOCKED);
      assertThat(mplp.health().status()).isEqualTo(Status.DEGRADED);
      assertThat(server.control("set_vm_memory_high_watermark", "0.4")).isTrue();
      run(mplp, 5);

      Map<String, Set<String>> expected = expected(mplp);
      Map<String, Set<String>> received = new LinkedHashMap<>();
      Eventually.until("all arrive", () -> size(drain(server, received)) >= size(expected));
      received.forEach(
          (context, ids) ->
              assertThat(new ArrayList<>(ids))
                  .as(context)
                  .isEqualTo(new ArrayList<>(expected.getOrDefault(context, Set.of()))));
      assertThat(received).hasSameSizeAs(expected);
      Eventually.until("all is well", () -> mplp.health().status() == Status.UP);
    }
  }

  private static void run(Mplp mplp, int plans) {
    for (int i = 0; i < plans; i++) {
      Context context = mplp.contexts().open("context " + i, Root.of("finance", "test"));
      Plan plan =
          mplp.plans()
              .create(
                  Plan.builder(context.contextId(), "Plan", "Decide")
                      .step("First", "clerk")
                      .step("Second", "clerk")
                      .build());
      assertThat(
              mplp.plans()
                  .execute(plan.planId())
                  .toFuture()
                  .orTimeout(30, TimeUnit.SECONDS)
                  .join()
                  .isCompleted())
          .isTrue();
    }
  }

  /** The ids of inline events by Context, as the log has them. */
  private static Map<String, Set<String>> expected(Mplp mplp) {
    Map<String, Set<String>> expected = new LinkedHashMap<>();
    List<Context> contexts = new ArrayList<>();
    mplp.contexts()
        .list(ContextFilter.all(), null, 100)
        .items()
        .forEach(found -> contexts.add(mplp.contexts().get(found.contextId())));
    for (Context context : contexts) {
      Set<String> ids = new LinkedHashSet<>();
      for (EventRecord record : mplp.events().read(context.contextId(), 0, 1000)) {
        ids.add(record.inline().eventId().uuid().toString());
      }
      expected.put(context.contextId().value(), ids);
    }
    return expected;
  }

  private static int size(Map<String, Set<String>> byContext) {
    return byContext.values().stream().mapToInt(Set::size).sum();
  }

  private static Connection connect(RabbitMqServer server) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(server.url());
    return factory.newConnection("audit");
  }

  private static void bindAuditQueue(RabbitMqServer server) throws Exception {
    try (Connection connection = connect(server);
        Channel channel = connection.createChannel()) {
      channel.queueDeclare(QUEUE, true, false, false, Map.of());
      channel.queueBind(QUEUE, RabbitMqBroker.DEFAULT_EXCHANGE, "*.event.*");
    }
  }

  private static Map<String, Set<String>> drain(
      RabbitMqServer server, Map<String, Set<String>> received) {
    try (Connection connection = connect(server);
        Channel channel = connection.createChannel()) {
      for (GetResponse got = channel.basicGet(QUEUE, true);
          got != null;
          got = channel.basicGet(QUEUE, true)) {
        Map<String, Object> headers = got.getProps().getHeaders();
        Object context = headers.get("cloudEvents:contextid");
        if (context != null) {
          received
              .computeIfAbsent(context.toString(), key -> new LinkedHashSet<>())
              .add(got.getProps().getMessageId());
        }
      }
      return received;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
