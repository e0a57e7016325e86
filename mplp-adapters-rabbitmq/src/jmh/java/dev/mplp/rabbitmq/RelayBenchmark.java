package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.model.JsonObject;
import dev.mplp.observe.RelayFigures;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The relay beside a bare publisher, on a private RabbitMQ, in turns: the same events, from a log
 * in memory and rendered on the way, against their messages made before and sent by {@code
 * amqp-client} alone, with confirms and as many under way. Both persistent, to a durable queue.
 * Prints a table.
 */
public final class RelayBenchmark {

  private static final int ROUNDS = 5;
  private static final int UNDER_WAY = 1_000;
  private static final String QUEUE = "benchmark";

  private final RabbitMqServer server;
  private final Connection connection;
  private final Channel admin;

  private RelayBenchmark(RabbitMqServer server) throws Exception {
    this.server = server;
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(server.url());
    this.connection = factory.newConnection("benchmark");
    this.admin = connection.createChannel();
  }

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    try (RabbitMqServer server = RabbitMqServer.start()) {
      RelayBenchmark benchmark = new RelayBenchmark(server);
      System.out.println("events in          | bare publisher/s | relay/s | part | relay, ms each");
      benchmark.compare("1,000 Contexts", 1_000, 10);
      benchmark.compare("10 Contexts", 10, 200);
      benchmark.connection.close();
    }
  }

  private void compare(String name, int contexts, int events) throws Exception {
    List<EventMessage> messages = collect(contexts, events);
    double[] bare = new double[ROUNDS];
    double[] relayed = new double[ROUNDS];
    double[] latency = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) { // the first one warms up
      double one = bare(messages);
      double[] other = relay(contexts, events, messages.size());
      if (round >= 0) {
        bare[round] = one;
        relayed[round] = other[0];
        latency[round] = other[1];
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-18s | %,16.0f | %,7.0f | %4.2f | %.2f   (%,d messages, median of %d rounds, load %.1f)%n",
        name,
        median(bare),
        median(relayed),
        median(relayed) / median(bare),
        median(latency),
        messages.size(),
        ROUNDS,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static InMemoryStorage filled(int contexts, int events) {
    InMemoryStorage storage = InMemoryStorage.create();
    try (Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      List<Context> opened = new ArrayList<>();
      for (int i = 0; i < contexts; i++) {
        opened.add(mplp.contexts().open("benchmark " + i, Root.of("bench", "test")));
      }
      for (int i = 0; i < events; i++) {
        for (Context context : opened) {
          mplp.events().record(context.contextId(), event(i));
        }
      }
      while (storage.log().head() < (long) contexts * (events + 1)) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    return storage;
  }

  private static CoreEvent event(int n) {
    return CoreEvent.builder(
            UUID.randomUUID().toString(),
            "webhook_received",
            EventFamily.EXTERNAL_INTEGRATION,
            Instant.now())
        .payload(JsonObject.of("number", n, "text", "x".repeat(200)))
        .build();
  }

  /** What the relay sends of such a log. */
  private static List<EventMessage> collect(int contexts, int events) {
    Collecting collecting = new Collecting();
    try (Mplp mplp =
        MplpRuntime.builder()
            .ownedStorage(filled(contexts, events))
            .events(EventsOut.to(collecting))
            .build()) {
      long all = (long) contexts * (events + 1);
      while (figures(mplp).waiting() > 0 || figures(mplp).confirmed() < all) {
        LockSupport.parkNanos(1_000_000);
      }
      return List.copyOf(collecting.messages);
    }
  }

  private static RelayFigures figures(Mplp mplp) {
    return mplp.relay().orElseThrow();
  }

  private void declare(String exchange) throws Exception {
    admin.queueDeclare(QUEUE, true, false, false, Map.of());
    admin.queueBind(QUEUE, exchange, "#");
    admin.queuePurge(QUEUE);
  }

  /** Messages a second. */
  private double bare(List<EventMessage> messages) throws Exception {
    String exchange = "bare";
    admin.exchangeDeclare(exchange, "topic", true);
    declare(exchange);
    List<BasicProperties> properties = messages.stream().map(CloudEvents::properties).toList();
    Semaphore room = new Semaphore(UNDER_WAY);
    try (Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      long[] last = new long[1];
      channel.addConfirmListener(
          (number, multiple) -> {
            room.release(multiple ? (int) (number - last[0]) : 1);
            last[0] = number;
          },
          (number, multiple) -> {
            throw new IllegalStateException("refused");
          });
      long began = System.nanoTime();
      for (int i = 0; i < messages.size(); i++) {
        EventMessage message = messages.get(i);
        room.acquire();
        channel.basicPublish(
            exchange, message.routingKey(), true, properties.get(i), message.data());
      }
      channel.waitForConfirms(60_000);
      return rate(messages.size(), began);
    }
  }

  private static double rate(int messages, long began) {
    return messages * 1e9 / (System.nanoTime() - began);
  }

  /** Messages a second, and milliseconds from sending to confirmation. */
  private double[] relay(int contexts, int events, int messages) throws Exception {
    InMemoryStorage storage = filled(contexts, events);
    try (EventBroker broker = RabbitMqBroker.connect(server.url())) {
      while (!broker.health().available()) {
        LockSupport.parkNanos(1_000_000);
      }
      declare(RabbitMqBroker.DEFAULT_EXCHANGE);
      long began = System.nanoTime();
      try (Mplp mplp =
          MplpRuntime.builder().ownedStorage(storage).events(EventsOut.to(broker)).build()) {
        while (figures(mplp).confirmed() < messages) {
          if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(5)) {
            throw new IllegalStateException("only " + figures(mplp));
          }
          LockSupport.parkNanos(200_000);
        }
        double rate = rate(messages, began);
        RelayFigures done = figures(mplp);
        return new double[] {rate, done.confirming().toNanos() / 1e6 / done.confirmed()};
      }
    } finally {
      admin.queueUnbind(QUEUE, RabbitMqBroker.DEFAULT_EXCHANGE, "#");
    }
  }

  /** Keeps what it is sent. */
  private static final class Collecting implements EventBroker {

    final List<EventMessage> messages = Collections.synchronizedList(new ArrayList<>());

    @Override
    public CompletableFuture<Void> publish(EventMessage message) {
      messages.add(message);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public EventGroups groups() {
      throw new UnsupportedOperationException("nobody subscribes");
    }

    @Override
    public BrokerHealth health() {
      return new BrokerHealth(BrokerHealth.State.AVAILABLE, "collects");
    }

    @Override
    public void close() {
      messages.clear();
    }
  }
}
