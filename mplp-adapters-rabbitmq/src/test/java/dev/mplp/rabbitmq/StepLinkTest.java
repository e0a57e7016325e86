package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth.State;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Remote steps over connections that break, stall or begin late, and queues that vanish. */
class StepLinkTest {

  private static final String ROLE = "scorer";
  private static final Duration LONG = Duration.ofMinutes(10);

  private final RabbitMqServer server = RabbitMqServer.shared();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private StepFixture fixture;
  private FaultyProxy proxy;

  @BeforeEach
  void open() {
    fixture = new StepFixture(server);
    fixture.madeBy(ROLE);
    proxy = new FaultyProxy(URI.create(server.url()).getPort());
  }

  @AfterEach
  void close() {
    proxy.close();
    fixture.close();
  }

  private StepTransport throughProxy() {
    String url = "amqp://guest:guest@127.0.0.1:" + proxy.port() + "?heartbeat=1";
    return RabbitMqStepTransport.builder(url).prefix(fixture.prefix()).open();
  }

  private static StepMessage message(String data) {
    return new StepMessage(
        UUID.randomUUID().toString(), ROLE, EventMessage.JSON, data.getBytes(UTF_8));
  }

  private static void available(StepTransport transport) {
    Eventually.until("connected", () -> transport.health().available());
  }

  private static boolean isSent(StepTransport transport, String data) {
    return transport
        .send(message(data), LONG)
        .orTimeout(30, TimeUnit.SECONDS)
        .handle((sent, error) -> error == null)
        .join();
  }

  private void take(StepDelivery delivery) {
    taken.add(new String(delivery.message().data(), UTF_8));
    delivery.done();
  }

  private static Throwable failure(CompletableFuture<Void> answer) {
    Throwable thrown = catchThrowable(() -> answer.orTimeout(30, TimeUnit.SECONDS).join());
    return thrown == null ? new AssertionError("it was confirmed") : thrown.getCause();
  }

  @Test
  void brokerAwayFromTheStart_takesNothing_andSubscribersGoOnWhenItComes() {
    proxy.refuse(true);
    try (StepTransport transport = throughProxy()) {
      StepTransport.Subscription requests = transport.requests(ROLE, 1, this::take);
      Eventually.until(
          "it says why", () -> transport.health().detail().startsWith("no connection"));
      assertThat(transport.health().state()).isEqualTo(State.AWAY);
      assertThat(requests.isReady()).isFalse();
      assertThat(failure(transport.send(message("lost"), LONG)))
          .isInstanceOfSatisfying(BrokerException.class, e -> assertThat(e.retryable()).isTrue());

      proxy.refuse(false);

      Eventually.until("it is ready", requests::isReady);
      available(transport);
      assertThat(isSent(transport, "kept")).isTrue();
      Eventually.until("it comes", () -> taken.contains("kept"));
    }
  }

  @Test
  void cutConnection_bringsBackWhatWasInHand_andTakesNoDecisionOverIt() {
    List<StepDelivery> inHand = new CopyOnWriteArrayList<>();
    try (StepTransport sender = fixture.open();
        StepTransport agent = throughProxy()) {
      StepTransport.Subscription requests = agent.requests(ROLE, 10, inHand::add);
      Eventually.until("it is ready", requests::isReady);
      available(sender);
      assertThat(isSent(sender, "x")).isTrue();
      Eventually.until("it comes", () -> inHand.size() == 1);

      proxy.cut();

      Eventually.until("it comes again", () -> inHand.size() == 2);
      inHand.get(0).done(); // of a connection that is gone
      assertThat(inHand.get(1).redelivered()).isTrue();
      requests.close();
      agent.requests(ROLE, 10, this::take);
      Eventually.until("it is still there", () -> taken.equals(List.of("x")));
    }
  }

  @Test
  void eachDirectionHeldUpAlone_losesNothing() {
    try (StepTransport transport = throughProxy()) {
      StepTransport.Subscription requests = transport.requests(ROLE, 10, this::take);
      Eventually.until("it is ready", requests::isReady);
      available(transport);
      assertThat(isSent(transport, "before")).isTrue();

      proxy.holdAnswers(true);
      CompletableFuture<Void> unknown = transport.send(message("unknown"), LONG);
      assertThat(failure(unknown)).isInstanceOf(BrokerException.class);
      proxy.holdAnswers(false);
      Eventually.until("sent again", () -> isSent(transport, "after answers"));

      proxy.holdRequests(true);
      assertThat(failure(transport.send(message("never"), LONG)))
          .isInstanceOf(BrokerException.class);
      proxy.holdRequests(false);
      Eventually.until("sent again", () -> isSent(transport, "after requests"));

      proxy.delay(Duration.ofMillis(50), Duration.ofMillis(50));
      assertThat(isSent(transport, "slowly")).isTrue();
      Eventually.until(
          "all that was confirmed comes",
          () -> taken.containsAll(List.of("before", "after answers", "after requests", "slowly")));
    }
  }

  @Test
  void queuesThatWereDeleted_areMadeAnew() throws IOException {
    try (StepTransport transport = fixture.open()) {
      StepTransport.Subscription requests = transport.requests(ROLE, 10, this::take);
      Eventually.until("it is ready", requests::isReady);
      available(transport);
      assertThat(isSent(transport, "one")).isTrue();
      Eventually.until("it comes", () -> taken.contains("one"));

      fixture.channel().queueDelete(fixture.queues().requests(ROLE));
      fixture.channel().exchangeDelete(fixture.queues().requests());

      Eventually.until("sent again", () -> isSent(transport, "two"));
      Eventually.until("it comes", () -> taken.contains("two"));
    }
  }

  @Test
  void requestThatItsConsumersGiveBackAgainAndAgain_isADeadLetter() {
    try (StepTransport transport = fixture.open()) {
      List<StepDelivery> calls = new CopyOnWriteArrayList<>();
      transport.requests(
          ROLE,
          1,
          delivery -> {
            calls.add(delivery);
            delivery.again();
          });
      available(transport);
      assertThat(isSent(transport, "deadly")).isTrue();

      Eventually.until("it is put aside", () -> !transport.deadRequests(ROLE, 10).isEmpty());
      assertThat(transport.deadRequests(ROLE, 10).get(0).reason())
          .isEqualTo("it was handed out 20 times, and never done");
      assertThat(calls).hasSize(20);
    }
  }
}
