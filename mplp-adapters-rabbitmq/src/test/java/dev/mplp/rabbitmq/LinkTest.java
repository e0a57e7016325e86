package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.Mplp;
import dev.mplp.context.Root;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth.State;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that break, stall, are refused or blocked. */
class LinkTest {

  private final RabbitMqServer server = RabbitMqServer.shared();
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
  }

  private EventBroker throughProxy() {
    String url = "amqp://guest:guest@127.0.0.1:" + proxy.port() + "?heartbeat=1";
    return RabbitMqBroker.builder(url).exchange(fixture.exchange()).open();
  }

  private static EventMessage message() {
    return new EventMessage(
        UUID.randomUUID().toString(),
        "plan.event.plan_created",
        "/mplp/acme",
        "dev.mplp.event.plan.created",
        null,
        Instant.EPOCH,
        EventMessage.JSON,
        Map.of(),
        "{}".getBytes(UTF_8));
  }

  private static void available(EventBroker broker) {
    Eventually.until("connected", () -> broker.health().available());
  }

  private static Throwable failure(CompletableFuture<Void> answer) {
    Throwable thrown = catchThrowable(() -> answer.orTimeout(30, TimeUnit.SECONDS).join());
    return thrown == null ? new AssertionError("it was confirmed") : thrown.getCause();
  }

  private static void confirmed(EventBroker broker) {
    broker.publish(message()).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void serverAwayFromTheStart_isConnectedWhenItComes() {
    proxy.refuse(true);
    try (EventBroker broker = throughProxy()) {
      Eventually.until("it says why", () -> broker.health().detail().startsWith("no connection"));
      assertThat(broker.health().state()).isEqualTo(State.AWAY);
      assertThat(failure(broker.publish(message())))
          .isInstanceOfSatisfying(
              BrokerException.class, e -> assertThat(e.code()).isEqualTo("BROKER_UNAVAILABLE"));

      proxy.refuse(false);

      available(broker);
      confirmed(broker);
    }
  }

  @Test
  void runtimeWhoseBrokerIsAwayFromTheStart_doesItsWork_andSendsLater() {
    proxy.refuse(true);
    try (EventBroker broker = throughProxy();
        Mplp mplp = MplpRuntime.builder().events(EventsOut.to(broker)).build()) {
      mplp.contexts().open("Loan", Root.of("finance", "test"));
      Eventually.until("it is told", () -> mplp.health().status() == Status.DEGRADED);
      assertThat(fixture.received()).isEmpty();

      proxy.refuse(false);

      Eventually.until("events arrive", () -> !fixture.received().isEmpty());
      Eventually.until("all is well", () -> mplp.health().status() == Status.UP);
    }
  }

  @Test
  void cutConnection_failsWhatIsUnderway_andComesBack() {
    try (EventBroker broker = throughProxy()) {
      available(broker);
      confirmed(broker);
      proxy.holdAnswers(true);
      CompletableFuture<Void> underway = broker.publish(message());
      assertThat(underway).isNotDone();

      proxy.cut();

      assertThat(failure(underway))
          .isInstanceOfSatisfying(BrokerException.class, e -> assertThat(e.retryable()).isTrue());
      proxy.holdAnswers(false);
      available(broker);
      confirmed(broker);
    }
  }

  @Test
  void connectionThatIsSilentOneWay_isGivenUp_andAnotherOneOpened() {
    try (EventBroker broker = throughProxy()) {
      available(broker);
      proxy.holdAnswers(true);
      CompletableFuture<Void> underway = broker.publish(message());

      assertThat(failure(underway)).isInstanceOf(BrokerException.class);
      proxy.holdAnswers(false);
      available(broker);
      confirmed(broker);

      proxy.holdRequests(true);
      Eventually.until("the silence is noticed", () -> !broker.health().available());
      proxy.holdRequests(false);
      available(broker);
      confirmed(broker);
    }
  }

  @Test
  void severalHosts_areTriedInTurn() {
    String url = "amqp://guest:guest@127.0.0.1:1,127.0.0.1:" + proxy.port();
    try (EventBroker broker = RabbitMqBroker.builder(url).exchange(fixture.exchange()).open()) {
      available(broker);
      confirmed(broker);
    }
  }

  @Test
  void wrongPasswordOrVirtualHost_isTold_withoutThePassword() {
    String host = "127.0.0.1:" + proxy.port();
    try (EventBroker broker =
            RabbitMqBroker.builder("amqp://guest@" + host).password("hush").open();
        EventBroker elsewhere = RabbitMqBroker.connect("amqp://guest:guest@" + host + "/nowhere")) {
      Eventually.until("told", () -> broker.health().detail().contains("ACCESS_REFUSED"));
      Eventually.until(
          "told", () -> elsewhere.health().detail().contains("vhost nowhere not found"));
      assertThat(broker.health().detail()).doesNotContain("hush");
    }
  }

  @Test
  void unroutedMessage_isKeptAside_andReturnedOnlyWhenThatIsGone() throws IOException {
    try (EventBroker broker =
        RabbitMqBroker.builder(server.url()).exchange(fixture.exchange() + ".lonely").open()) {
      available(broker);
      confirmed(broker);
      String unrouted = fixture.exchange() + ".lonely.unrouted";
      assertThat(fixture.channel().messageCount(unrouted)).isEqualTo(1);

      fixture.channel().queueDelete(unrouted);

      assertThat(failure(broker.publish(message())))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("returned");
      fixture.channel().exchangeDelete(unrouted);
      fixture.channel().exchangeDelete(fixture.exchange() + ".lonely");
    }
  }

  @Test
  void channelThatEndsAlone_isReplaced() throws IOException {
    try (EventBroker broker =
        RabbitMqBroker.builder(server.url()).exchange(fixture.exchange() + ".gone").open()) {
      available(broker);
      fixture.channel().exchangeDelete(fixture.exchange() + ".gone");

      assertThat(failure(broker.publish(message()))).isInstanceOf(BrokerException.class);

      Eventually.until(
          "it is declared anew",
          () -> broker.publish(message()).handle((done, error) -> error == null).join());
      fixture.channel().exchangeDelete(fixture.exchange() + ".gone");
      fixture.channel().exchangeDelete(fixture.exchange() + ".gone.unrouted");
      fixture.channel().queueDelete(fixture.exchange() + ".gone.unrouted");
    }
  }
}
