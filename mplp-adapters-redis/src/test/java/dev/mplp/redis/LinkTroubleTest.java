package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.redis.testing.RedisServer;
import dev.mplp.spi.SharedMemoryException;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that answer and do nothing, replicas, and errors of the client. */
class LinkTroubleTest {

  private static final String TIMEOUT = "?timeout=2000";
  private static RedisServer server;
  private static RedisServer replica;
  private Link link;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
    replica = RedisServer.start("--replicaof", "127.0.0.1 " + server.port());
    replica.cli(
        "ACL", "SETUSER", "blind", "on", ">secret", "~*", "&*", "+@all", "-role", "-replicaof");
  }

  @AfterAll
  static void stop() {
    replica.close();
    server.close();
  }

  @AfterEach
  void close() {
    link.close();
  }

  private void available() {
    Eventually.until("connected", () -> link.health().available());
  }

  private String set(String key) {
    return link.calls().call(key, commands -> commands.set(key, "value".getBytes(UTF_8)));
  }

  @Test
  void server_thatHasNoMemory_isToldByHealth_andCounted() {
    link = Links.open(server.url() + TIMEOUT);
    available();
    server.cli("CONFIG", "SET", "maxmemory", "1");
    try {
      assertThatThrownBy(() -> set("key"))
          .isInstanceOf(SharedMemoryException.class)
          .hasMessageContaining("OOM");
      assertThat(link.health().available()).isFalse();
      assertThat(link.health().detail()).contains("does not do what it is asked", "OOM");
      assertThat(link.health().failures()).isEqualTo(1);
      assertThat(link.health().outages()).as("it is asked all the same").isZero();
    } finally {
      server.cli("CONFIG", "SET", "maxmemory", "0");
    }
    assertThat(set("key")).isEqualTo("OK");
  }

  @Test
  void user_whoMayNotWrite_isToldByHealth() {
    server.cli("ACL", "SETUSER", "reader", "on", ">secret", "~*", "&*", "+@all", "-set");
    link = Links.open(server.url().replace("redis://", "redis://reader:secret@") + TIMEOUT);
    available();
    assertThatThrownBy(() -> set("key")).hasMessageContaining("NOPERM");
    assertThat(link.health().available()).isFalse();
    Script script = new Script("redis.call('SET', KEYS[1], 'x') return {}");
    assertThatThrownBy(() -> script.call(link.calls(), new String[] {"key"}))
        .isInstanceOf(SharedMemoryException.class);
    assertThat(link.health().failures()).as("a script that may not is another one").isEqualTo(2);
  }

  @Test
  void replica_isNotUsed_untilItIsTheMaster() {
    link = Links.open(replica.url() + TIMEOUT);
    Eventually.until("it is told", () -> link.health().detail().contains("it is a replica"));
    assertThat(link.health().available()).isFalse();
    replica.cli("REPLICAOF", "NO", "ONE");
    try {
      available();
      assertThat(set("key")).isEqualTo("OK");
    } finally {
      replica.cli("REPLICAOF", "127.0.0.1", String.valueOf(server.port()));
    }
  }

  @Test
  void replica_whoseRoleNobodyMayAsk_isNotConnectedToInAStorm() {
    AtomicInteger opened = new AtomicInteger();
    link =
        Links.open(
            replica.url().replace("redis://", "redis://blind:secret@") + TIMEOUT,
            sessions -> new Tapped(sessions, opened::incrementAndGet));
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    Eventually.until(
        "it was written to for 3 s",
        () -> {
          assertThatThrownBy(() -> set("key")).isInstanceOf(SharedMemoryException.class);
          return System.nanoTime() - end > 0;
        });
    assertThat(opened.get()).isBetween(3, 8);
  }

  @Test
  void error_whileItConnects_endsNothing() {
    AtomicInteger opened = new AtomicInteger();
    link =
        Links.open(
            server.url() + TIMEOUT,
            sessions ->
                new Tapped(
                    sessions,
                    () -> {
                      if (opened.incrementAndGet() < 3) {
                        throw new NoClassDefFoundError("of a driver that is half there");
                      }
                    }));
    available();
    assertThat(opened).hasValue(3);
    assertThat(set("key")).isEqualTo("OK");
  }

  /** Sessions with something before each. */
  private record Tapped(Sessions behind, Runnable before) implements Sessions {
    @Override
    public Session open() {
      before.run();
      return behind.open();
    }

    @Override
    public Session heardElsewhere(Session session) {
      return behind.heardElsewhere(session);
    }

    @Override
    public String node(String key) {
      return behind.node(key);
    }

    @Override
    public void close() {
      behind.close();
    }
  }
}
