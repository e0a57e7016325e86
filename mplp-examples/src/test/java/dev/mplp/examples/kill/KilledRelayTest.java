package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.EventsOut;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas that relay to one RabbitMQ in turn; the one that does is killed without warning
 * while plans run, and the other goes on where it stopped: every event is there, in order, and what
 * was stored as confirmed does not come again.
 */
class KilledRelayTest {

  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final int PLANS = FULL ? 500 : 30;
  private static final int KILLS = FULL ? 12 : 2;
  private static final int STEPS = 5;

  private final RabbitMqServer rabbit = RabbitMqServer.shared();
  private final String exchange = "killed." + UUID.randomUUID();
  private final Map<String, String> environment =
      Map.of("RABBITMQ_URL", rabbit.url(), "RABBITMQ_EXCHANGE", exchange);
  private final List<EventDelivery> received = new CopyOnWriteArrayList<>();
  private final List<Replica> replicas = new ArrayList<>();
  private final KillServer server = new KillServer();
  private final KillServer.Database database = server.create();

  @TempDir Path logs;

  private record Replica(Process process, Path log) {

    boolean said(String word) {
      try {
        return Files.readString(log).contains(word);
      } catch (IOException e) {
        return false;
      }
    }

    boolean relays() {
      return process.isAlive() && said(RelayProcess.RELAYS);
    }
  }

  @AfterEach
  void stop() {
    replicas.forEach(one -> one.process.destroyForcibly());
    replicas.forEach(one -> one.process.onExit().join());
    server.close();
  }

  private void startReplica() throws IOException {
    Path log = logs.resolve("replica-" + replicas.size() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RelayProcess.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("DATABASE_URL", database.url());
    replicas.add(new Replica(builder.start(), log));
  }

  @Test
  void every_event_arrives_in_order_whoever_is_killed() throws Exception {
    try (EventBroker broker = EventsOut.broker(rabbit.url(), environment);
        Mplp observer = database.observer();
        RelayLog log = new RelayLog(database)) {
      Subscription subscription =
          broker.groups().subscribe(EventGroup.of("all", "#"), received::add);
      Waiting.until("the group is there", subscription::isReady);
      startReplica();
      startReplica();
      List<ContextId> contexts = new ArrayList<>();
      List<ExecutionId> executions = new ArrayList<>();
      List<Repeats.Kill> kills = new ArrayList<>();
      for (int i = 0; i < PLANS; i++) {
        start(observer, i, contexts, executions);
        if ((i + 1) % (PLANS / (KILLS + 1)) == 0 && kills.size() < KILLS) {
          kills.add(killWhoRelays(log, kills));
        }
      }
      for (ExecutionId id : executions) {
        Waiting.until(
            id + " ended", () -> observer.plans().execution(id).snapshot().state().isTerminal());
      }
      Map<String, Set<String>> expected = expected(observer, contexts);
      Waiting.until("all arrive", () -> size(firsts()) >= size(expected));

      assertThat(kills).hasSize(KILLS);
      assertThat(firsts()).isEqualTo(expected);
      firsts()
          .forEach(
              (context, ids) ->
                  assertThat(new ArrayList<>(ids))
                      .as(context)
                      .isEqualTo(new ArrayList<>(expected.getOrDefault(context, Set.of()))));
      long different = received.stream().map(one -> one.message().id()).distinct().count();
      System.out.println(
          KILLS
              + " relays killed; "
              + different
              + " events, "
              + (received.size() - different)
              + " of them twice; "
              + kills
              + ", "
              + log.takeovers()
              + " takeovers");
      Repeats.check(received, kills, log.takeovers() - KILLS);
      subscription.close();
    }
  }

  private static void start(
      Mplp mplp, int number, List<ContextId> contexts, List<ExecutionId> executions) {
    Context context = mplp.contexts().open("Relayed " + number, Root.of("test", "test"));
    PlanBuilder plan = Plan.builder(context.contextId(), "Plan " + number, "Is told");
    for (int step = 0; step < STEPS; step++) {
      plan.step("step " + step, "worker");
    }
    contexts.add(context.contextId());
    executions.add(mplp.plans().execute(mplp.plans().create(plan.build()).planId()).executionId());
  }

  /** In the middle of what it sends, when it has stored a position of its own. */
  private Repeats.Kill killWhoRelays(RelayLog log, List<Repeats.Kill> before) throws Exception {
    Waiting.until("somebody relays: " + logs, () -> replicas.stream().anyMatch(Replica::relays));
    int seen = received.size();
    Waiting.until("events arrive", () -> received.size() > seen);
    long last = before.isEmpty() ? 0 : before.get(before.size() - 1).stored();
    long goal = Math.max(last, log.head() / 2);
    Waiting.until("it stores how far it is", () -> log.stored() > goal);
    Replica victim = replicas.stream().filter(Replica::relays).findFirst().orElseThrow();
    long stored = log.stored();
    victim.process.destroyForcibly().waitFor();
    long head = log.head();
    startReplica();
    return new Repeats.Kill(stored, head);
  }

  private Map<String, Set<String>> firsts() {
    Map<String, Set<String>> first = new LinkedHashMap<>();
    for (EventDelivery delivery : received) {
      EventMessage message = delivery.message();
      String context = message.attributes().get(EventMessage.CONTEXT);
      if (context != null && message.routingKey().contains(".event.")) {
        first.computeIfAbsent(context, key -> new LinkedHashSet<>()).add(message.id());
      }
    }
    return first;
  }

  private static Map<String, Set<String>> expected(Mplp mplp, List<ContextId> contexts) {
    Map<String, Set<String>> expected = new LinkedHashMap<>();
    for (ContextId context : contexts) {
      Set<String> ids = new LinkedHashSet<>();
      for (EventRecord record : mplp.events().read(context, 0, 1000)) {
        ids.add(Objects.requireNonNull(record.inline()).eventId().uuid().toString());
      }
      expected.put(context.value(), ids);
    }
    return expected;
  }

  private static int size(Map<String, Set<String>> byContext) {
    return byContext.values().stream().mapToInt(Set::size).sum();
  }
}
