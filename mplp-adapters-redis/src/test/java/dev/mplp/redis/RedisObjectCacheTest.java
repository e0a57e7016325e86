package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.redis.testing.RedisCacheFixture;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.spi.DocumentKey;
import dev.mplp.tck.CacheFixture;
import dev.mplp.tck.ObjectCacheContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisObjectCacheTest extends ObjectCacheContract {

  private static RedisServer server;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected CacheFixture newFixture() {
    return new RedisCacheFixture(server, 5_000);
  }

  @Test
  void keysOfAMessage_areThoseThatWerePut_andNothingElse() {
    List<DocumentKey> keys =
        List.of(new DocumentKey("a/b", "kind", "ä\n%2F"), new DocumentKey("", "k", "+ +"));
    assertThat(KeyText.keys(KeyText.message(keys))).isEqualTo(keys);
    assertThat(KeyText.keys("no key\na/b/c/d\nt/k/i".getBytes(UTF_8)))
        .containsExactly(new DocumentKey("t", "k", "i"));
  }
}
