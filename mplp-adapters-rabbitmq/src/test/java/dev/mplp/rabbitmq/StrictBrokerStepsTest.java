package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth.State;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.StepTransport.Subscription;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Remote steps at a broker with little patience, little memory, and users with few rights. */
class StrictBrokerStepsTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static RabbitMqServer server;

  private final String prefix = "test." + UUID.randomUUID();
  private final StepQueues queues = new StepQueues(prefix);
  private final List<String> taken = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    server = RabbitMqServer.start();
    control("add_user", "agent", "secret");
    control("add_user", "stranger", "secret");
    control("set_permissions", "stranger", ".*", ".*", ".*");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void control(String... command) {
    assertThat(server.control(command)).isTrue();
  }

  private static String url(String user) {
    return "amqp://" + user + "@127.0.0.1:" + server.port();
  }

  private StepTransport open(String user) {
    StepTransport transport = RabbitMqStepTransport.builder(url(user)).prefix(prefix).open();
    Eventually.until("connected", () -> transport.health().available());
    return transport;
  }

  private StepTransport open() {
    return open("guest:guest");
  }

  private static StepMessage message(String role, String data) {
    return new StepMessage(data, role, EventMessage.JSON, data.getBytes(UTF_8));
  }

  private static void confirmed(CompletableFuture<Void> sent) {
    sent.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private void take(StepDelivery delivery) {
    taken.add(delivery.message().id());
    delivery.done();
  }

  private static Subscription ready(Subscription subscription) {
    Eventually.until("it takes messages", subscription::isReady);
    return subscription;
  }

  /** Of two who hold a message for too long the broker lets go the one with the plain queue. */
  @Test
  void requestInHand_outlivesThePatienceOfTheBroker_orComesAgainFromAnOldOne() throws Exception {
    control(
        "eval",
        "application:set_env(rabbit, consumer_timeout, 1000),"
            + "application:set_env(rabbit, channel_tick_interval, 200).");
    List<StepDelivery> inHand = new CopyOnWriteArrayList<>();
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(url("guest:guest"));
    try (StepTransport runtime = open();
        StepTransport agent = open();
        Connection plain = factory.newConnection("plain")) {
      ready(agent.requests("slow", 1, inHand::add));
      confirmed(runtime.send(message("slow", "long"), LONG));
      Eventually.until("it is in hand", () -> inHand.size() == 1);
      awaitTimeout(plain);

      boolean old = olderThan312(String.valueOf(plain.getServerProperties().get("version")));
      if (old) {
        Eventually.until("it comes again", () -> inHand.size() == 2);
        assertThat(inHand.get(1).redelivered()).isTrue();
      }
      assertThat(inHand).hasSize(old ? 2 : 1);
      inHand.get(inHand.size() - 1).done();
      confirmed(runtime.send(message("slow", "next"), LONG));
      Eventually.until(
          "the next one comes, and nothing before it",
          () -> inHand.get(inHand.size() - 1).message().id().equals("next"));
      assertThat(inHand).hasSize(old ? 3 : 2);
    } finally {
      control(
          "eval",
          "application:set_env(rabbit, consumer_timeout, 1800000),"
              + "application:set_env(rabbit, channel_tick_interval, 60000).");
    }
  }

  private void awaitTimeout(Connection plain) throws Exception {
    Channel channel = plain.createChannel();
    CountDownLatch ended = new CountDownLatch(1);
    channel.addShutdownListener(cause -> ended.countDown());
    String queue = channel.queueDeclare(prefix + ".plain", true, false, false, null).getQueue();
    channel.basicConsume(queue, false, (tag, delivery) -> {}, tag -> {});
    channel.basicPublish("", queue, null, new byte[1]);
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean olderThan312(String version) {
    String[] parts = version.split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    return major < 3 || (major == 3 && Integer.parseInt(parts[1]) < 12);
  }

  /** The argument is what keeps a request in hand for as long as an attempt may take. */
  @Test
  void queues_haveMorePatienceThanAnyStep() {
    assertThat(StepQueues.REPLICATED.get("x-consumer-timeout"))
        .isInstanceOfSatisfying(
            Long.class, millis -> assertThat(millis).isGreaterThan(Duration.ofDays(30).toMillis()));
  }

  @Test
  void agent_withTheRightToAnswerAlone_answersAndAsksNobody() throws Exception {
    try (StepTransport runtime = open()) {
      ready(runtime.replies(10, this::take));
      confirmed(runtime.send(message("scorer", "ask"), LONG));
      confirmed(runtime.send(message("writer", "other"), LONG));
      String mine = "^(amq\\.gen.*";
      control(
          "set_permissions",
          "agent",
          mine + ")$",
          mine + "|" + prefix + "\\.(replies|dead))$",
          mine + "|" + prefix + "\\.steps\\.(scorer|cancel))$");
      try (StepTransport agent = open("agent:secret")) {
        List<StepDelivery> inHand = new CopyOnWriteArrayList<>();
        List<StepMessage> cancelled = new CopyOnWriteArrayList<>();
        ready(agent.requests("scorer", 10, inHand::add));
        ready(agent.cancellations(cancelled::add));
        Eventually.until("it comes", () -> inHand.size() == 1);
        confirmed(agent.reply(message("scorer", "answer")));
        inHand.get(0).done();
        Eventually.until("it is taken", () -> taken.contains("answer"));
        confirmed(runtime.cancel(message("", "stop")));
        Eventually.until("it is told", () -> cancelled.size() == 1);

        confirmed(runtime.send(message("scorer", "bad"), LONG));
        Eventually.until("it comes", () -> inHand.size() == 2);
        inHand.get(1).refuse("no good");
        Eventually.until("it is dead", () -> runtime.deadRequests("scorer", 10).size() == 1);

        Subscription others = agent.requests("writer", 10, inHand::add);
        Throwable refused =
            catchThrowable(() -> confirmed(agent.send(message("writer", "forged"), LONG)));
        assertThat(refused).hasCauseInstanceOf(BrokerException.class);
        assertThat(others.isReady()).isFalse();
        assertThat(inHand).hasSize(2);
      }
    }
  }

  @Test
  void poison_ofAnotherUserAndWithHugeHeaders_isADeadLetter_andTheRoleGoesOn() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(url("stranger:secret"));
    try (StepTransport transport = open();
        Connection connection = factory.newConnection("stranger")) {
      confirmed(transport.send(message("scorer", "first"), LONG));
      Channel channel = connection.createChannel();
      BasicProperties.Builder properties = new BasicProperties.Builder();
      channel.basicPublish(
          "", queues.requests("scorer"), properties.userId("stranger").build(), bytes("poison 1"));
      Map<String, Object> huge =
          Map.of("x-note", "n".repeat(60_000), "mplp-history", List.of("h".repeat(60_000)));
      channel.basicPublish(
          "", queues.requests("scorer"), properties.headers(huge).build(), bytes("poison 2"));
      confirmed(transport.send(message("scorer", "last"), LONG));

      ready(transport.requests("scorer", 1, this::takeGood));

      Eventually.until("the good ones come", () -> taken.contains("last"));
      assertThat(taken).containsExactly("first", "last");
      Eventually.until("both are dead", () -> transport.deadRequests("scorer", 9).size() == 2);
      List<DeadLetter> dead = transport.deadRequests("scorer", 9);
      assertThat(dead).extracting(DeadLetter::reason).containsOnly("it is poison");
      assertThat(dead)
          .extracting(letter -> new String(letter.body(), UTF_8))
          .containsExactly("poison 1", "poison 2");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private void takeGood(StepDelivery delivery) {
    if (new String(delivery.message().data(), UTF_8).startsWith("poison")) {
      delivery.refuse("it is poison");
    } else {
      take(delivery);
    }
  }

  @Test
  void blockedBroker_takesNoRequests_butAcknowledgements_andGoesOn() {
    try (StepTransport runtime = open();
        StepTransport agent = open()) {
      List<StepDelivery> inHand = new CopyOnWriteArrayList<>();
      Subscription requests = ready(agent.requests("scorer", 3, inHand::add));
      for (int i = 0; i < 6; i++) {
        confirmed(runtime.send(message("scorer", "n" + i), LONG));
      }
      Eventually.until("some are in hand", () -> inHand.size() == 3);
      control("set_vm_memory_high_watermark", "absolute", "1");
      try {
        Eventually.until(
            "blocked",
            () -> {
              CompletableFuture<Void> unused = runtime.cancel(message("", "nothing"));
              return runtime.health().state() == State.BLOCKED;
            });
        Throwable refused =
            catchThrowable(() -> confirmed(runtime.send(message("scorer", "no"), LONG)));
        assertThat(refused)
            .hasCauseInstanceOf(BrokerException.class)
            .hasMessageContaining("takes no messages");

        inHand.get(0).done();
        inHand.get(1).refuse("dead while it is blocked");
        Eventually.until("another one comes for that which is done", () -> inHand.size() >= 4);
        assertThat(requests.isReady()).isTrue();
      } finally {
        control("set_vm_memory_high_watermark", "0.4");
      }
      Eventually.until("not blocked", () -> runtime.health().available());
      confirmed(runtime.send(message("scorer", "after"), LONG));
      inHand.get(2).done();
      Eventually.until("all come", () -> settled(inHand).contains("after"));
      Eventually.until("it is dead", () -> runtime.deadRequests("scorer", 9).size() == 1);
      assertThat(settled(inHand)).containsExactly("n0", "n1", "n2", "n3", "n4", "n5", "after");
    }
  }

  /** Acknowledges what is in hand from the fourth on, once each. */
  private static List<String> settled(List<StepDelivery> inHand) {
    inHand.stream().skip(3).forEach(StepDelivery::done);
    return inHand.stream().map(delivery -> delivery.message().id()).toList();
  }
}
