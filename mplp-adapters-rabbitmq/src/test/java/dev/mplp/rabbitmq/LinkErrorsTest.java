package dev.mplp.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.BrokerHealth.State;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A link whose guests meet errors of the JVM, or keep its thread. */
class LinkErrorsTest {

  private final FaultyProxy proxy =
      new FaultyProxy(URI.create(RabbitMqServer.shared().url()).getPort());
  private final Link link = link(proxy.port());

  private static Link link(int port) {
    BrokerUrl url = BrokerUrl.parse("amqp://guest:guest@127.0.0.1:" + port);
    ConnectionFactory settings = new Credentials(null, null).settings(url);
    return new Link(Credentials.dialer(url, settings, "errors"));
  }

  @AfterEach
  void close() {
    link.close();
    proxy.close();
  }

  /** Throws an error the next time it is called for something. */
  private static final class Failing implements Link.Guest {

    private final AtomicReference<@Nullable String> next = new AtomicReference<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private void meet(String call) {
      if (next.compareAndSet(call, null)) {
        throw new OutOfMemoryError("unable to create native thread, in " + call);
      }
    }

    @Override
    public String name() {
      return "guest";
    }

    @Override
    public void opened(Connection connection) {
      meet("opened");
      opened.incrementAndGet();
    }

    @Override
    public void lost(String why) {
      meet("lost");
    }

    @Override
    public @Nullable String trouble() {
      meet("trouble");
      if (next.compareAndSet("stuck", null)) {
        stuck.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return null;
    }
  }

  private void openedAgainAfter(Failing guest, String call) {
    int before = guest.opened.get();
    guest.next.set(call);
    if (call.equals("lost")) {
      proxy.cut();
    }
    Eventually.until("it is open after " + call, () -> guest.opened.get() > before);
    assertThat(guest.next.get()).isNull();
    Eventually.until("all is well after " + call, () -> link.health().available());
  }

  @Test
  void errorsOfTheJvm_endNeitherTheLinkNorAStay() {
    Failing guest = new Failing();
    guest.next.set("opened");
    link.attach(guest);
    Eventually.until("it is open", () -> guest.opened.get() == 1 && link.health().available());
    Failing other = new Failing();
    link.attach(other);
    Eventually.until("another one is there", () -> other.opened.get() == 1);

    openedAgainAfter(guest, "trouble");
    openedAgainAfter(guest, "lost");
    Eventually.until("so is the other one", () -> other.opened.get() == 3);
  }

  @Test
  void connectionThatHasEnded_isAway_alsoWhileNobodyHasLooked() throws InterruptedException {
    Failing guest = new Failing();
    link.attach(guest);
    Eventually.until("it is open", () -> guest.opened.get() == 1 && link.health().available());
    guest.next.set("stuck");
    guest.stuck.await();

    proxy.cut();

    Eventually.until("it is told", () -> link.health().state() == State.AWAY);
    guest.goOn.countDown();
    Eventually.until("it is open again", () -> link.health().available());
  }

  @Test
  void connectionsThatEndAtOnce_areTriedEverMoreRarely() {
    AtomicInteger opened = new AtomicInteger();
    long begin = System.nanoTime();
    link.attach(
        new Link.Guest() {
          @Override
          public String name() {
            return "short";
          }

          @Override
          public void opened(Connection connection) {
            if (opened.incrementAndGet() < 5) {
              proxy.cut();
            }
          }

          @Override
          public void lost(String why) {}
        });

    Eventually.until("it stays open", () -> opened.get() == 5 && link.health().available());
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("pauses of half of 100, 200, 400 and 800 ms at least")
        .isGreaterThan(Duration.ofMillis(740));
  }
}
