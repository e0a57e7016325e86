package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A broker that is killed with requests and replies in its queues, and in the hands of agents. */
class KilledBrokerStepsTest {

  private static final String ROLE = "scorer";
  private static final int MANY = 100;

  /**
   * The broker writes down after seconds which replicated queues it has: one that is younger when
   * the broker is killed does not answer afterwards.
   */
  private static final long OLD_ENOUGH = Duration.ofSeconds(7).toNanos();

  @Test
  void whatWasConfirmed_isThereAfterTheBrokerWasKilled() {
    try (RabbitMqServer server = RabbitMqServer.start();
        StepTransport runtime = RabbitMqStepTransport.connect(server.url());
        StepTransport agent = RabbitMqStepTransport.connect(server.url())) {
      Eventually.until("connected", () -> runtime.health().available());
      Eventually.until("connected", () -> agent.health().available());
      for (int i = 0; i < MANY; i++) {
        confirmed(runtime, "request " + i);
        agent.reply(message("reply " + i)).orTimeout(30, TimeUnit.SECONDS).join();
      }
      List<StepDelivery> inHand = new CopyOnWriteArrayList<>();
      Set<String> done = ConcurrentHashMap.newKeySet();
      StepTransport.Subscription holding = agent.requests(ROLE, 10, inHand::add);
      Eventually.until("some are in hand", () -> inHand.size() == 10);

      long made = System.nanoTime();
      Eventually.until("the queues are known", () -> System.nanoTime() - made > OLD_ENOUGH);
      server.kill();
      Eventually.until("it is told", () -> !runtime.health().available());
      inHand.forEach(StepDelivery::done);
      server.restart();

      Eventually.until("connected", () -> runtime.health().available());
      holding.close();
      agent.requests(ROLE, 10, delivery -> take(delivery, done));
      runtime.replies(10, delivery -> take(delivery, done));
      Eventually.until("all come", () -> done.size() == 2 * MANY);
      confirmed(runtime, "after it");
      Eventually.until("that comes, too", () -> done.contains("after it"));
      assertThat(done).contains("request 0", "request 99", "reply 0", "reply 99");
    }
  }

  private static void confirmed(StepTransport transport, String data) {
    transport.send(message(data), Duration.ofMinutes(10)).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static StepMessage message(String data) {
    return new StepMessage(data, ROLE, EventMessage.JSON, data.getBytes(UTF_8));
  }

  private static void take(StepDelivery delivery, Set<String> done) {
    done.add(new String(delivery.message().data(), UTF_8));
    delivery.done();
  }
}
