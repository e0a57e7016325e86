package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.redis.testing.RedisCluster;
import dev.mplp.redis.testing.RedisSentinels;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryException;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.TlsFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that ask for a password, by TLS, behind a Sentinel, and as a Cluster. */
class ServersTest {

  private static final Script CONCAT =
      new Script("return {redis.call('GET', KEYS[1]) .. ARGV[1], redis.call('DBSIZE')}");

  @Test
  void password_isTakenApart_andAWrongOneIsToldWithoutIt() {
    try (RedisServer server = RedisServer.startWithPassword("s%cret:/@");
        SharedMemory wrong = RedisMemory.builder(server.url()).password("gu%ss").open();
        SharedMemory right = RedisMemory.builder(server.url()).password("s%cret:/@").open()) {
      Eventually.until("connected", () -> right.health().available());
      Eventually.until("refused", () -> wrong.health().detail().contains("WRONGPASS"));
      assertThat(wrong.health().available()).isFalse();
      assertThat(wrong.health().detail()).doesNotContain("gu%ss");
    }
  }

  @Test
  void userOfTheServer_andDatabase_areThoseOfTheUrl() {
    try (RedisServer server = RedisServer.start()) {
      server.cli("acl", "setuser", "clerk", "on", ">pw", "~*", "&*", "+@all");
      String url = "redis://clerk:pw@127.0.0.1:" + server.port() + "/5?timeout=2000";
      try (Link link = Links.open(url)) {
        Eventually.until("connected", () -> link.health().available());
        link.calls().call("k", commands -> commands.set("k", "v".getBytes(UTF_8)));
        assertThat(server.cli("-n", "5", "get", "k")).isEqualToIgnoringNewLines("v");
        assertThat(server.cli("client", "list")).contains("user=clerk").contains("name=test");
      }
    }
  }

  @Test
  void tls_trustsTheFileAlone(@TempDir Path folder) throws Exception {
    TlsFiles tls = TlsFiles.create(folder, "127.0.0.1");
    int port = RedisServer.freePort();
    try (RedisServer server =
        RedisServer.start(
            "--tls-port",
            "" + port,
            "--tls-cert-file",
            tls.certificate().toString(),
            "--tls-key-file",
            tls.key().toString(),
            "--tls-auth-clients",
            "no")) {
      assertThat(server.url()).doesNotContain("" + port);
      String url = "rediss://127.0.0.1:" + port + "?timeout=2000";
      try (SharedMemory trusting = RedisMemory.connect(url + "&cacertfile=" + tls.certificate());
          SharedMemory wary = RedisMemory.connect(url)) {
        Eventually.until("connected", () -> trusting.health().available());
        Eventually.until("refused", () -> wary.health().detail().startsWith("no connection"));
        assertThat(wary.health().available()).isFalse();
      }
    }
  }

  @Test
  void sentinel_masterThatDies_isFollowedToTheNextOne() {
    try (RedisSentinels servers = RedisSentinels.start();
        Link link = Links.open(servers.url() + "&timeout=1000")) {
      Eventually.until("connected", () -> link.health().available());
      assertThat(port(link)).isEqualTo(servers.masterPort());
      link.calls().call("k", commands -> commands.set("k", "v".getBytes(UTF_8)));

      servers.killMaster();

      Eventually.until("the replica is written to", () -> writes(link));
      assertThat(port(link)).isEqualTo(servers.replicaPort());
      assertThat(link.health().outages()).isPositive();
    }
  }

  private static boolean writes(Link link) {
    try {
      return "OK"
          .equals(link.calls().call("k", commands -> commands.set("k", "w".getBytes(UTF_8))));
    } catch (SharedMemoryException e) {
      return false; // not yet
    }
  }

  private static int port(Link link) {
    Map<String, String> settings = link.calls().call("k", commands -> commands.configGet("port"));
    return Integer.parseInt(settings.get("port"));
  }

  @Test
  void cluster_servesKeysOfEveryNode_scriptsAndChannels_alsoAfterItWasKilled() {
    try (RedisCluster cluster = RedisCluster.start();
        Link link = Links.open(cluster.url() + "?timeout=2000")) {
      Eventually.until("connected", () -> link.health().available());
      assertThat(link.isCluster()).isTrue();
      for (int i = 0; i < 50; i++) {
        String key = "key-" + i;
        link.calls().call(key, commands -> commands.set(key, key.getBytes(UTF_8)));
      }
      List<Object> answer = CONCAT.call(link.calls(), new String[] {"key-7"}, "!");
      assertThat(new String((byte[]) answer.get(0), UTF_8)).isEqualTo("key-7!");
      assertThat((Long) answer.get(1)).isBetween(1L, 49L);

      cluster.restartAll();

      Eventually.until("it is back", () -> writes(link));
      long present = link.calls().call("k", commands -> commands.exists("key-1", "key-2", "key-3"));
      assertThat(present).isZero();
    }
  }

  @Test
  void script_isSentInFull_toAServerThatForgotIt() {
    try (RedisServer server = RedisServer.start();
        Link link = Links.open(server.url() + "?timeout=2000")) {
      Eventually.until("connected", () -> link.health().available());
      link.calls().call("k", commands -> commands.set("k", "a".getBytes(UTF_8)));
      for (int i = 0; i < 2; i++) {
        assertThat((byte[]) CONCAT.call(link.calls(), new String[] {"k"}, "b").get(0))
            .asString(UTF_8)
            .isEqualTo("ab");
        server.cli("script", "flush");
      }
    }
  }
}
