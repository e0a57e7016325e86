package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.BrokerHealth.State;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is reached by TLS, with a virtual host whose name has a slash. */
class TlsTest {

  private static final String USER = "amqps://clerk:p%25w@";
  private static final String VIRTUAL_HOST = "/a%2Fb";

  @TempDir private static Path folder;
  private static RabbitMqServer server;
  private static int port;
  private static String trust;

  private final List<String> taken = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    TlsFiles tls = TlsFiles.create(folder, "localhost");
    trust = "?cacertfile=" + tls.certificate();
    port = RabbitMqServer.freePort();
    server =
        RabbitMqServer.start(
            "listeners.ssl.1 = 127.0.0.1:" + port,
            "ssl_options.certfile = " + tls.certificate(),
            "ssl_options.keyfile = " + tls.key(),
            "default_vhost = a/b",
            "default_user = clerk",
            "default_pass = p%w");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String url() {
    return USER + "localhost:" + port + VIRTUAL_HOST + trust;
  }

  private static void refused(String url, String why) {
    try (EventBroker broker = RabbitMqBroker.connect(url)) {
      Eventually.until("it says why", () -> broker.health().detail().startsWith("no connection"));
      assertThat(broker.health().state()).isEqualTo(State.AWAY);
      assertThat(broker.health().detail()).contains(why).doesNotContain("p%");
    }
  }

  private void take(StepDelivery delivery) {
    taken.add(new String(delivery.message().data(), UTF_8));
    delivery.done();
  }

  private static StepMessage step(String data) {
    return new StepMessage("1", "scorer", EventMessage.JSON, data.getBytes(UTF_8));
  }

  @Test
  void event_isConfirmed_andArrivesInAGroup() {
    EventMessage message =
        new EventMessage(
            "1",
            "a.b.c",
            "/mplp/acme",
            "test",
            null,
            Instant.EPOCH,
            "text/plain",
            Map.of(),
            "by TLS".getBytes(UTF_8));
    try (EventBroker broker = RabbitMqBroker.connect(url())) {
      Subscription group =
          broker
              .groups()
              .subscribe(
                  EventGroup.of("billing", "#"),
                  delivery -> taken.add(new String(delivery.message().data(), UTF_8)));
      Eventually.until("connected", () -> broker.health().available());
      Eventually.until("the group is there", group::isReady);

      broker.publish(message).orTimeout(30, TimeUnit.SECONDS).join();

      Eventually.until("it arrives", () -> taken.equals(List.of("by TLS")));
    }
  }

  @Test
  void step_goesToItsAgent_andItsReplyComesBack() {
    try (StepTransport runtime = RabbitMqStepTransport.connect(url());
        StepTransport agent = RabbitMqStepTransport.connect(url())) {
      agent.requests("scorer", 1, this::take);
      runtime.replies(1, this::take);
      Eventually.until("connected", () -> runtime.health().available());
      Eventually.until("connected", () -> agent.health().available());

      runtime.send(step("request"), Duration.ofMinutes(10)).orTimeout(30, TimeUnit.SECONDS).join();
      Eventually.until("it comes", () -> taken.equals(List.of("request")));
      agent.reply(step("reply")).orTimeout(30, TimeUnit.SECONDS).join();

      Eventually.until("it comes back", () -> taken.equals(List.of("request", "reply")));
    }
  }

  @Test
  void certificateThatIsNotTrusted_isRefused() {
    refused(USER + "localhost:" + port + VIRTUAL_HOST, "unable to find valid certification path");
  }

  @Test
  void certificateOfAnotherHost_isRefused() {
    refused(USER + "127.0.0.1:" + port + VIRTUAL_HOST + trust, "127.0.0.1");
  }

  @Test
  void plainConnectionToThePortOfTls_isRefused() {
    refused("amqp://clerk:p%25w@localhost:" + port + VIRTUAL_HOST, "a port for TLS needs amqps://");
  }
}
