package dev.mplp.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The other side reads nothing any more, and says nothing: whoever writes to it stands still. */
class BlockedWriteTest {

  private final RabbitMqServer server = RabbitMqServer.shared();
  private final ExecutorService writers = Executors.newCachedThreadPool();
  private final List<CompletableFuture<Void>> answers = new CopyOnWriteArrayList<>();
  private RabbitMqFixture fixture;
  private FaultyProxy proxy;

  @BeforeEach
  void open() {
    fixture = new RabbitMqFixture(server);
    proxy = new FaultyProxy(URI.create(server.url()).getPort());
  }

  @AfterEach
  void close() {
    proxy.close();
    fixture.close();
    writers.shutdownNow();
  }

  private EventBroker throughProxy(int heartbeat) {
    String url = "amqp://guest:guest@127.0.0.1:" + proxy.port() + "?heartbeat=" + heartbeat;
    return RabbitMqBroker.builder(url).exchange(fixture.exchange()).open();
  }

  private static EventMessage large(int n) {
    return new EventMessage(
        "large-" + n,
        "a.b.c",
        "/mplp/acme",
        "test",
        null,
        Instant.EPOCH,
        "text/plain",
        Map.of(),
        new byte[EventBroker.MAX_DATA]);
  }

  /** Three threads that write more than all buffers on the way hold. */
  private void block(EventBroker broker) {
    Eventually.until("connected", () -> broker.health().available());
    proxy.holdRequests(true);
    proxy.holdAnswers(true);
    for (int i = 0; i < 3; i++) {
      int n = i;
      writers.execute(
          () -> {
            for (int j = 0; j < 3; j++) {
              answers.add(broker.publish(large(n * 10 + j)));
            }
          });
    }
  }

  @Test
  void close_hasABound_andFailsWhatIsUnderway() {
    EventBroker broker = throughProxy(0);
    Subscription subscription = broker.groups().subscribe(EventGroup.of("idle", "x.y.z"), m -> {});
    Eventually.until("the group is there", subscription::isReady);
    block(broker);

    long began = System.nanoTime();
    broker.close();
    subscription.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    Eventually.until("every writer goes on", () -> answers.size() == 9);
    for (CompletableFuture<Void> answer : answers) {
      assertThat(answer.orTimeout(10, TimeUnit.SECONDS).handle((done, error) -> error).join())
          .isNotNull();
    }
  }

  @Test
  void silence_isNoticed_andAnotherConnectionIsOpened() {
    try (EventBroker broker = throughProxy(1)) {
      block(broker);

      Eventually.until("it is noticed", () -> !broker.health().available());
      Eventually.until("every writer goes on", () -> answers.size() == 9);
      proxy.holdRequests(false);
      proxy.holdAnswers(false);

      Eventually.until("connected again", () -> broker.health().available());
      Eventually.until(
          "it takes messages",
          () -> broker.publish(large(99)).handle((done, error) -> error == null).join());
    }
  }
}
