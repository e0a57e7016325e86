package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.BrokerHealth.State;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups that go wrong alone, and subscriptions that are closed while they are opened. */
class GroupConnectionsTest {

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

  private Subscription join(EventBroker broker, String group) {
    return broker
        .groups()
        .subscribe(
            EventGroup.of(group, "#"),
            delivery -> taken.add(new String(delivery.message().data(), UTF_8)));
  }

  private static void publish(EventBroker broker, String data) {
    broker.publish(message(data)).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void groupThatCannotBeUsed_waitsAlone_saysWhy_andIsThereWhenItCan() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(server.url());
    Connection other = factory.newConnection("other");
    try (EventBroker broker = fixture.open()) {
      String queue = fixture.exchange() + ".bad";
      other.createChannel().queueDeclare(queue, false, true, false, Map.of()); // it is theirs alone
      Subscription bad = join(broker, "bad");
      Subscription good = join(broker, "good");

      Eventually.until("the good one is there", good::isReady);
      Eventually.until("it is told", () -> bad.problem().orElse("").contains("RESOURCE_LOCKED"));
      assertThat(broker.health().state()).isEqualTo(State.AVAILABLE);
      assertThat(broker.health().detail()).contains("group bad waits").contains("RESOURCE_LOCKED");
      for (int i = 0; i < 20; i++) {
        String data = "n" + i;
        publish(broker, data);
        Eventually.until(data + " arrives", () -> taken.contains(data));
      }
      assertThat(taken).as("nothing comes twice").hasSize(20);
      assertThat(good.problem()).isEmpty();

      other.abort();
      Eventually.until("it is there", bad::isReady);
      assertThat(bad.problem()).isEmpty();
      assertThat(broker.health().detail()).doesNotContain("waits");
    } finally {
      other.abort();
    }
  }

  @Test
  void subscriptionThatIsClosedWhileItIsOpened_leavesNoConsumer() throws IOException {
    try (FaultyProxy proxy = new FaultyProxy(URI.create(server.url()).getPort());
        EventBroker broker =
            RabbitMqBroker.builder("amqp://guest:guest@127.0.0.1:" + proxy.port())
                .exchange(fixture.exchange())
                .open()) {
      Subscription first = join(broker, "brief");
      Eventually.until("the group is there", first::isReady);
      first.close();
      proxy.delay(Duration.ZERO, Duration.ofMillis(3));
      for (int i = 0; i < 20; i++) {
        Subscription brief = join(broker, "brief");
        LockSupport.parkNanos(Duration.ofMillis(5L * i).toNanos());
        brief.close();
      }
      proxy.delay(Duration.ZERO, Duration.ZERO);

      String queue = fixture.exchange() + ".brief";
      Eventually.until("nobody consumes any more", () -> consumers(queue) == 0);
      publish(broker, "waits");
      assertThat(taken).isEmpty();
      assertThat(fixture.channel().messageCount(queue)).isEqualTo(1);
    }
  }

  private long consumers(String queue) {
    try {
      return fixture.channel().consumerCount(queue);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
