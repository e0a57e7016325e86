package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.redis.testing.RedisServer;
import dev.mplp.spi.CacheException;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.spi.RateLimiter.Rate;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Redis answers, but late: others wait for it, readers do not. */
class SlowCacheTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final DocumentKey KEY = new DocumentKey("acme", "context", "c1");

  /** A quarter of the time-out is 500 ms. */
  private static final String TIMEOUT = "?timeout=2000";

  @Test
  void look_waitsForAQuarterOfTheTimeout_andLeavesNoLease_fillsWaitForNothing() {
    try (RedisServer server = RedisServer.start();
        FaultyProxy proxy = new FaultyProxy(server.port());
        RedisMemory memory = RedisMemory.connect("redis://127.0.0.1:" + proxy.port() + TIMEOUT);
        RedisMemory direct = RedisMemory.connect(server.url() + "?timeout=5000")) {
      Eventually.until(
          "connected", () -> memory.health().available() && direct.health().available());
      ObjectCache cache = memory.objects();
      Answer.Leased lease = (Answer.Leased) cache.look(KEY, LONG);
      proxy.delay(Duration.ZERO, Duration.ofMillis(900));
      CachedDocument copy = new CachedDocument(1, 1, "one".getBytes(UTF_8));
      long begin = System.nanoTime();
      CompletableFuture<Boolean> filled = cache.fill(KEY, lease, copy, LONG).toCompletableFuture();
      assertThat(filled.isDone() && System.nanoTime() - begin < 500_000_000).isFalse();

      DocumentKey other = new DocumentKey("acme", "context", "c2");
      assertThatThrownBy(() -> cache.look(other, LONG))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("no answer within 500 ms");
      assertThat(memory.limiter().take("key", Rate.perSecond(5), 1).allowed())
          .as("calls wait for it")
          .isTrue();
      assertThat(filled.join()).isTrue();
      Eventually.until(
          "the lease that came late is given back",
          () -> direct.objects().look(other, LONG) instanceof Answer.Leased);
    }
  }

  @Test
  void listener_isToldThatNothingIsHeard_untilTheServerSaysThatItIs() {
    List<String> told = new CopyOnWriteArrayList<>();
    try (RedisServer server = RedisServer.start();
        FaultyProxy proxy = new FaultyProxy(server.port())) {
      proxy.refuse(true);
      try (RedisMemory memory =
          RedisMemory.connect("redis://127.0.0.1:" + proxy.port() + TIMEOUT)) {
        memory.objects().onInvalidated(new Words(told));
        assertThat(told).containsExactly("silent");
        proxy.refuse(false);
        Eventually.until("it hears", () -> told.contains("missed"));
        int before = told.size();
        proxy.refuse(true);
        Eventually.until("it is told", () -> told.lastIndexOf("silent") >= before);
        proxy.refuse(false);
        Eventually.until("it hears", () -> told.get(told.size() - 1).equals("missed"));
      }
    }
  }

  private record Words(List<String> told) implements ObjectCache.Listener {
    @Override
    public void invalidated(DocumentKey key) {}

    @Override
    public void silent() {
      told.add("silent");
    }

    @Override
    public void missed() {
      told.add("missed");
    }
  }
}
