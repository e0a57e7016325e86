package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.spi.BrokerException;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link EventBroker}: what is sent arrives as it was, in order, and every message is answered. */
public abstract class EventBrokerContract {

  private BrokerFixture fixture;
  private EventBroker broker;

  /** A broker for one test. */
  protected abstract BrokerFixture newFixture();

  @BeforeEach
  void open() {
    fixture = newFixture();
    broker = fixture.open();
    Eventually.until("the broker is there", () -> broker.health().available());
  }

  @AfterEach
  void close() {
    broker.close();
    fixture.close();
  }

  /** An event with these data. */
  static EventMessage message(String key, String data) {
    return new EventMessage(
        UUID.randomUUID().toString(),
        key,
        "/mplp/acme",
        "dev.mplp.event.plan.created",
        "plan/1",
        Instant.parse("2026-03-01T12:00:00.123456Z"),
        EventMessage.JSON,
        Map.of(EventMessage.TENANT, "acme", EventMessage.POSITION, "7"),
        data.getBytes(UTF_8));
  }

  static void confirmed(CompletableFuture<Void> answer) {
    answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void message_arrivesAsItWasSent() {
    EventMessage full = message("plan.event.plan_created", "{\"text\":\"Grüße 😀\"}");
    EventMessage sparse =
        new EventMessage(
            "id-1",
            "a.b.c",
            "/mplp/b",
            "t",
            null,
            Instant.EPOCH,
            "text/plain",
            Map.of(),
            new byte[0]);

    confirmed(broker.publish(full));
    confirmed(broker.publish(sparse));

    Eventually.until("both arrive", () -> fixture.received().size() == 2);
    assertThat(fixture.received()).usingRecursiveComparison().isEqualTo(List.of(full, sparse));
  }

  @Test
  void messagesOfOneThread_arriveInTheirOrder_eachConfirmed() {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      EventMessage message = message("plan.event.n" + i % 7, "{\"n\":" + i + "}");
      ids.add(message.id());
      answers.add(broker.publish(message));
    }
    answers.forEach(EventBrokerContract::confirmed);

    Eventually.until("all arrive", () -> fixture.received().size() == ids.size());
    assertThat(fixture.received()).extracting(EventMessage::id).containsExactlyElementsOf(ids);
  }

  @Test
  void tooLargeMessage_isRefusedForGood_andTheNextOneGoes() {
    EventMessage large =
        message("a.b.c", "").withData("text/plain", new byte[EventBroker.MAX_DATA + 1]);

    Throwable refused = catchThrowable(() -> confirmed(broker.publish(large)));

    assertThat(refused).isInstanceOf(CompletionException.class);
    assertThat(refused.getCause())
        .isInstanceOfSatisfying(
            BrokerException.class,
            e -> {
              assertThat(e.code()).isEqualTo("BROKER_REFUSED");
              assertThat(e.retryable()).isFalse();
              assertThat(e).hasMessageContaining(large.id());
            });
    confirmed(broker.publish(message("a.b.c", "{}")));
  }

  @Test
  void largestMessage_arrives() {
    byte[] data = new byte[EventBroker.MAX_DATA];
    data[data.length - 1] = 7;

    confirmed(broker.publish(message("a.b.c", "").withData("text/plain", data)));

    Eventually.until("it arrives", () -> fixture.received().size() == 1);
    assertThat(fixture.received().get(0).data()).isEqualTo(data);
  }

  @Test
  void closedBroker_refusesAndSaysSo() {
    broker.close();
    broker.close();

    assertThat(broker.health().available()).isFalse();
    Throwable refused = catchThrowable(() -> confirmed(broker.publish(message("a.b.c", "{}"))));
    assertThat(refused.getCause())
        .isInstanceOfSatisfying(
            BrokerException.class, e -> assertThat(e.code()).isEqualTo("BROKER_UNAVAILABLE"));
  }
}
