package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth.State;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.UnacceptableEventException;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.time.Instant;
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

/** A broker that is told to be short of memory, of patience, or to take small messages alone. */
class ShortBrokerTest {

  private static RabbitMqServer server;

  private final List<String> taken = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    server = RabbitMqServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static EventBroker open(String exchange) {
    EventBroker broker = RabbitMqBroker.builder(server.url()).exchange(exchange).open();
    Eventually.until("connected", () -> broker.health().available());
    return broker;
  }

  private static EventMessage message(String data) {
    return new EventMessage(
        UUID.randomUUID().toString(),
        "a.b.c",
        "/mplp/acme",
        "test",
        null,
        Instant.EPOCH,
        "text/plain",
        Map.of(),
        data.getBytes(UTF_8));
  }

  private static void confirmed(EventBroker broker, String data) {
    broker.publish(message(data)).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static void allowMemory(String... watermark) {
    String[] command = new String[watermark.length + 1];
    command[0] = "set_vm_memory_high_watermark";
    System.arraycopy(watermark, 0, command, 1, watermark.length);
    assertThat(server.control(command)).isTrue();
  }

  @Test
  void blockedBroker_isAcknowledged_andWhatFailsMeanwhileWaitsInItsHands() throws Exception {
    try (EventBroker broker = open("blocked")) {
      CountDownLatch go = new CountDownLatch(1);
      EventGroup group =
          EventGroup.of("slow", "#").withPrefetch(1).withRetries(2, Duration.ofMillis(50));
      Subscription subscription =
          broker
              .groups()
              .subscribe(
                  group,
                  delivery -> {
                    go.await();
                    String data = new String(delivery.message().data(), UTF_8);
                    taken.add(data + " " + delivery.attempt());
                    if (data.equals("bad") && delivery.attempt() == 1) {
                      throw new IllegalStateException("not yet");
                    }
                  });
      Eventually.until("the group is there", subscription::isReady);
      for (int i = 0; i < 10; i++) {
        confirmed(broker, "n" + i);
      }
      confirmed(broker, "bad");
      confirmed(broker, "last");
      allowMemory("absolute", "1");
      try {
        EventMessage more = message("more");
        Eventually.until(
            "blocked",
            () -> {
              CompletableFuture<Void> unused = broker.publish(more);
              return broker.health().state() == State.BLOCKED;
            });
        go.countDown();
        Eventually.until("it comes to the bad one", () -> taken.contains("bad 1"));
        assertThat(subscription.isReady()).isTrue();
      } finally {
        allowMemory("0.4");
      }
      Eventually.until("all are done", () -> taken.contains("last 1") && taken.contains("bad 2"));
      assertThat(taken.stream().filter(one -> one.startsWith("bad"))).hasSize(2);
      assertThat(broker.groups().deadLetters("slow", 10)).isEmpty();
    }
  }

  @Test
  void deadLetters_stay_underALowDeliveryLimit() {
    assertThat(
            server.control(
                "set_policy",
                "limited",
                "^limited.*dead",
                "{\"delivery-limit\":3}",
                "--apply-to",
                "queues"))
        .isTrue();
    try (EventBroker broker = open("limited")) {
      Subscription subscription =
          broker
              .groups()
              .subscribe(
                  EventGroup.of("strict", "#"),
                  delivery -> {
                    throw new UnacceptableEventException("never", null);
                  });
      Eventually.until("the group is there", subscription::isReady);
      confirmed(broker, "x");
      Eventually.until("it is dead", () -> broker.groups().deadLetters("strict", 9).size() == 1);

      for (int i = 0; i < 10; i++) {
        assertThat(broker.groups().deadLetters("strict", 9)).hasSize(1);
      }
    }
  }

  @Test
  void messageLargerThanTheBrokerAllows_isRefusedForGood_othersGoAgain() {
    assertThat(server.control("eval", "application:set_env(rabbit, max_message_size, 100000)."))
        .isTrue();
    try (EventBroker broker = open("small")) {
      EventMessage large = message("x".repeat(200_000));
      CompletableFuture<Void> refused = broker.publish(large);

      Throwable why = catchThrowable(() -> refused.orTimeout(30, TimeUnit.SECONDS).join());

      assertThat(why.getCause())
          .isInstanceOfSatisfying(
              BrokerException.class,
              e -> {
                assertThat(e.retryable()).isFalse();
                assertThat(e).hasMessageContaining(large.id()).hasMessageContaining("100000");
              });
      Eventually.until(
          "it takes others",
          () -> broker.publish(message("ok")).handle((done, error) -> error == null).join());
    } finally {
      assertThat(
              server.control("eval", "application:set_env(rabbit, max_message_size, 134217728)."))
          .isTrue();
    }
  }

  @Test
  void messageWithoutAForm_isRefusedForGood_othersGoAgain() {
    try (EventBroker broker = open("form")) {
      EventMessage odd =
          new EventMessage(
              "odd",
              "a.b." + "c".repeat(300),
              "/mplp/acme",
              "test",
              null,
              Instant.EPOCH,
              "text/plain",
              Map.of(),
              new byte[0]);

      Throwable why =
          catchThrowable(() -> broker.publish(odd).orTimeout(30, TimeUnit.SECONDS).join());

      assertThat(why.getCause())
          .isInstanceOfSatisfying(BrokerException.class, e -> assertThat(e.retryable()).isFalse());
      Eventually.until(
          "it takes others",
          () -> broker.publish(message("ok")).handle((done, error) -> error == null).join());
      for (int i = 0; i < 100; i++) {
        confirmed(broker, "n" + i);
      }
    }
  }
}
