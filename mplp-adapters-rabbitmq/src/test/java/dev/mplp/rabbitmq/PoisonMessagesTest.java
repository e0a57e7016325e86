package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is no event, and consumers whose connection breaks. */
class PoisonMessagesTest {

  private final RabbitMqServer server = RabbitMqServer.shared();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private RabbitMqFixture fixture;

  @BeforeEach
  void open() {
    fixture = new RabbitMqFixture(server);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Map<String, Object> headers() {
    Map<String, Object> headers = new HashMap<>();
    headers.put("cloudEvents:specversion", "1.0");
    headers.put("cloudEvents:id", "1");
    headers.put("cloudEvents:source", "/elsewhere");
    headers.put("cloudEvents:type", "test");
    headers.put("cloudEvents:time", "2026-03-01T12:00:00+01:00");
    return headers;
  }

  private void publish(Map<String, Object> headers, byte[] body) throws IOException {
    BasicProperties properties = new BasicProperties.Builder().headers(headers).build();
    fixture.channel().basicPublish(fixture.exchange(), "a.b.c", properties, body);
  }

  @Test
  void whatIsNoEvent_isADeadLetterWithItsReason_andTheGroupGoesOn() throws IOException {
    try (EventBroker broker = fixture.open()) {
      EventGroups groups = broker.groups();
      Subscription subscription =
          groups.subscribe(
              EventGroup.of("careful", "#"),
              delivery -> taken.add(new String(delivery.message().data(), UTF_8)));
      Eventually.until("the group is there", subscription::isReady);
      Map<String, Object> old = headers();
      old.put("cloudEvents:specversion", "0.3");
      Map<String, Object> timeless = headers();
      timeless.put("cloudEvents:time", "yesterday");
      Map<String, Object> nameless = headers();
      nameless.remove("cloudEvents:id");
      fixture.stopReceiving();

      publish(headers(), new byte[10 << 20]);
      publish(null, "plain".getBytes(UTF_8));
      publish(old, "old".getBytes(UTF_8));
      publish(timeless, "timeless".getBytes(UTF_8));
      publish(nameless, "nameless".getBytes(UTF_8));
      publish(headers(), "good".getBytes(UTF_8));

      Eventually.until("the good one arrives", () -> taken.contains("good"));
      assertThat(taken).containsExactly("good");
      assertThat(groups.deadLetters("careful", 10))
          .extracting(DeadLetter::reason)
          .satisfiesExactly(
              one -> assertThat(one).contains("10485760 bytes"),
              one -> assertThat(one).contains("no header cloudEvents:specversion"),
              one -> assertThat(one).contains("0.3"),
              one -> assertThat(one).contains("yesterday"),
              one -> assertThat(one).contains("no header cloudEvents:id"));
    }
  }

  @Test
  void messageInTheHandsOfAConsumer_comesAgainWhenItsConnectionBreaks() throws IOException {
    try (FaultyProxy proxy = new FaultyProxy(URI.create(server.url()).getPort());
        EventBroker broker =
            RabbitMqBroker.builder("amqp://guest:guest@127.0.0.1:" + proxy.port())
                .exchange(fixture.exchange())
                .open()) {
      Subscription subscription =
          broker
              .groups()
              .subscribe(
                  EventGroup.of("broken", "#"),
                  delivery -> {
                    taken.add(new String(delivery.message().data(), UTF_8));
                    if (taken.size() == 1) {
                      proxy.cut();
                    }
                  });
      Eventually.until("the group is there", subscription::isReady);

      fixture.stopReceiving();
      publish(headers(), "one".getBytes(UTF_8));

      Eventually.until("it comes again", () -> taken.size() >= 2);
      assertThat(taken).containsOnly("one");
      Eventually.until("both connections are there", () -> broker.health().available());
      assertThat(broker.groups().deadLetters("broken", 10)).isEmpty();
    }
  }
}
