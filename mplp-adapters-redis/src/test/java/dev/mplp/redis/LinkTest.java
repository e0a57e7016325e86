package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.redis.testing.RedisServer;
import dev.mplp.spi.SharedMemoryException;
import dev.mplp.spi.SharedMemoryHealth;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that break, stall or are refused, and a server that is killed. */
class LinkTest {

  private static RedisServer server;
  private FaultyProxy proxy;
  private Link link;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    proxy = new FaultyProxy(server.port());
  }

  @AfterEach
  void close() {
    if (link != null) {
      link.close();
    }
    proxy.close();
  }

  private Link open(int timeoutMillis) {
    link = Links.open("redis://127.0.0.1:" + proxy.port() + "?timeout=" + timeoutMillis);
    return link;
  }

  private void available() {
    Eventually.until("connected", () -> link.health().available());
  }

  private void away() {
    Eventually.until("away", () -> !link.health().available());
  }

  private String echo(String text) {
    return new String(
        link.calls().call("key", commands -> commands.echo(text.getBytes(UTF_8))), UTF_8);
  }

  @Test
  void serverAwayFromTheStart_refusesAtOnce_andIsConnectedWhenItComes() {
    proxy.refuse(true);
    open(2_000);
    Eventually.until("it says why", () -> link.health().detail().startsWith("no connection"));

    assertThatThrownBy(() -> echo("a"))
        .isInstanceOfSatisfying(
            SharedMemoryException.class,
            e -> {
              assertThat(e.code()).isEqualTo("SHARED_MEMORY_UNAVAILABLE");
              assertThat(e.retryable()).isTrue();
            })
        .hasMessageContaining("no connection to redis://127.0.0.1:" + proxy.port());
    assertThat(link.health().refused()).isPositive();

    proxy.refuse(false);
    available();
    assertThat(echo("a")).isEqualTo("a");
  }

  @Test
  void cutConnection_comesBack() {
    open(2_000);
    available();
    assertThat(echo("a")).isEqualTo("a");

    proxy.refuse(true);
    away();
    Eventually.until("it is counted", () -> link.health().outages() == 1);
    assertThatThrownBy(() -> echo("b")).isInstanceOf(SharedMemoryException.class);

    proxy.refuse(false);
    available();
    assertThat(echo("c")).isEqualTo("c");
  }

  @Test
  void silentServer_isAskedThreeTimes_thenNobodyWaitsForIt() {
    open(100);
    available();
    proxy.holdAnswers(true);
    away();
    long failures = link.health().failures();
    assertThat(failures).isGreaterThanOrEqualTo(3);

    long begin = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> echo("a")).isInstanceOf(SharedMemoryException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));

    SharedMemoryHealth health = link.health();
    assertThat(health.refused()).isGreaterThanOrEqualTo(990);
    proxy.holdAnswers(false);
    available();
    Eventually.until("it answers", () -> answers("b"));
  }

  private boolean answers(String text) {
    try {
      return echo(text).equals(text);
    } catch (SharedMemoryException e) {
      return false; // busy machine: it did not answer in time
    }
  }

  @Test
  void slowServer_isAway_untilItIsQuickAgain() {
    open(150);
    available();
    proxy.delay(Duration.ofMillis(200), Duration.ofMillis(200));
    away();
    assertThat(link.health().detail()).contains("does not answer");

    proxy.delay(Duration.ZERO, Duration.ZERO);
    available();
  }

  @Test
  void killedServer_comesBack_withItsDataGone_andIsHeardAgain() {
    link = Links.open(server.url() + "?timeout=2000");
    available();
    List<String> told = new CopyOnWriteArrayList<>();
    link.hearing().hear("news", new Recorder(told));
    Eventually.until("it hears", () -> told.contains("begun"));
    link.calls().call("key", commands -> commands.set("key", "value".getBytes(UTF_8)));
    link.calls().call("key", commands -> commands.publish("news", "one".getBytes(UTF_8)));
    Eventually.until("one was heard", () -> told.contains("one"));

    server.kill();
    Eventually.until("it is told", () -> told.contains("ended"));
    away();
    server.restart();

    available();
    Eventually.until("it hears", () -> told.lastIndexOf("begun") > told.indexOf("ended"));
    long present = link.calls().call("key", commands -> commands.exists("key"));
    assertThat(present).isZero();
    link.calls().call("key", commands -> commands.publish("news", "two".getBytes(UTF_8)));
    Eventually.until("two was heard", () -> told.contains("two"));
    assertThat(told).containsExactly("begun", "one", "ended", "begun", "two");
  }

  @Test
  void channelHeardTwice_isHeardByBoth_untilEachEnds() {
    link = Links.open(server.url() + "?timeout=2000");
    available();
    List<String> first = new CopyOnWriteArrayList<>();
    List<String> second = new CopyOnWriteArrayList<>();
    Hearing.Registration one = link.hearing().hear("c", new Recorder(first));
    Eventually.until("it hears", () -> first.contains("begun"));
    link.hearing().hear("c", new Recorder(second));
    assertThat(second).containsExactly("begun");

    link.calls().call("key", commands -> commands.publish("c", "x".getBytes(UTF_8)));
    Eventually.until("both hear", () -> first.contains("x") && second.contains("x"));
    one.close();
    link.calls().call("key", commands -> commands.publish("c", "y".getBytes(UTF_8)));
    Eventually.until("the second hears", () -> second.contains("y"));
    assertThat(first).doesNotContain("y");
  }

  @Test
  void errorOfTheServer_isTheCallersAlone() {
    link = Links.open(server.url() + "?timeout=2000");
    available();
    link.calls().call("key", commands -> commands.set("text", "a".getBytes(UTF_8)));
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> link.calls().call("key", commands -> commands.lpop("text")))
          .isInstanceOf(SharedMemoryException.class)
          .hasMessageContaining("WRONGTYPE");
    }
    assertThat(link.health().available()).isTrue();
    assertThat(link.health().outages()).isZero();
  }

  /** Writes down what it hears. */
  private record Recorder(List<String> told) implements Hearing.Hearer {
    @Override
    public void heard(byte[] message) {
      told.add(new String(message, UTF_8));
    }

    @Override
    public void begun() {
      told.add("begun");
    }

    @Override
    public void ended() {
      told.add("ended");
    }
  }
}
