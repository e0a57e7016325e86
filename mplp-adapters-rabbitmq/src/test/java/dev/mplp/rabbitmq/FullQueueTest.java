package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import dev.mplp.tck.Eventually;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A queue that refuses messages when it is full, so that the broker does not confirm them. */
class FullQueueTest {

  private RabbitMqFixture fixture;

  @BeforeEach
  void open() {
    fixture = new RabbitMqFixture(RabbitMqServer.shared());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static EventMessage message(String id) {
    return new EventMessage(
        id,
        "a.b.c",
        "/mplp/acme",
        "test",
        null,
        Instant.EPOCH,
        EventMessage.JSON,
        Map.of(),
        "{}".getBytes(UTF_8));
  }

  private static void confirmed(CompletableFuture<Void> answer) {
    answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static void refused(CompletableFuture<Void> answer, String id) {
    Throwable thrown = catchThrowable(() -> confirmed(answer));
    assertThat(thrown).as("it is not confirmed").isNotNull();
    assertThat(thrown.getCause())
        .isInstanceOfSatisfying(
            BrokerException.class,
            e -> {
              assertThat(e.retryable()).isTrue();
              assertThat(e.code()).isEqualTo("BROKER_UNAVAILABLE");
            })
        .hasMessage("the broker refused message " + id);
  }

  private long copies(String id) {
    return fixture.received().stream().filter(message -> message.id().equals(id)).count();
  }

  @Test
  void messageThatAFullQueueRefuses_canBeSentAgain_andGetsThroughWhenThereIsRoom()
      throws Exception {
    String full = fixture.exchange() + ".full";
    fixture
        .channel()
        .queueDeclare(
            full, false, true, true, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
    fixture.channel().queueBind(full, fixture.exchange(), "#");
    try (EventBroker broker = fixture.open()) {
      Eventually.until("connected", () -> broker.health().available());
      List<CompletableFuture<Void>> answers =
          List.of(
              broker.publish(message("1")),
              broker.publish(message("2")),
              broker.publish(message("3")));

      confirmed(answers.get(0));
      refused(answers.get(1), "2");
      refused(answers.get(2), "3");
      assertThat(broker.health().available()).as("the connection stays").isTrue();

      fixture.channel().queuePurge(full);
      confirmed(broker.publish(message("2")));
      assertThat(fixture.channel().basicGet(full, true).getProps().getMessageId()).isEqualTo("2");
      confirmed(broker.publish(message("3")));
      refused(broker.publish(message("4")), "4");

      fixture.channel().queueDelete(full);
      confirmed(broker.publish(message("4")));

      Eventually.until("all arrive elsewhere", () -> copies("4") == 2);
      assertThat(copies("1")).isEqualTo(1);
      assertThat(copies("2")).as("queues with room have a copy of each sending").isEqualTo(2);
    }
  }
}
