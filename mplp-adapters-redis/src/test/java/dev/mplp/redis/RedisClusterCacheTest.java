package dev.mplp.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.redis.testing.RedisCluster;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Copies on the nodes of a Cluster. */
class RedisClusterCacheTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void copies_onAllNodes_areTakenAwayByOneCallAndTold() {
    try (RedisCluster cluster = RedisCluster.start();
        RedisMemory memory = RedisMemory.connect(cluster.url() + "?timeout=5000");
        RedisMemory other = RedisMemory.connect(cluster.url() + "?timeout=5000")) {
      ObjectCache cache = memory.objects();
      Set<DocumentKey> told = ConcurrentHashMap.newKeySet();
      other
          .objects()
          .onInvalidated(
              new ObjectCache.Listener() {
                @Override
                public void invalidated(DocumentKey key) {
                  told.add(key);
                }

                @Override
                public void silent() {}

                @Override
                public void missed() {}
              });
      Eventually.until(
          "connected", () -> memory.health().available() && other.health().available());
      List<DocumentKey> keys = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        DocumentKey key = new DocumentKey("acme", "context", "c" + i);
        keys.add(key);
        Answer.Leased lease = (Answer.Leased) cache.look(key, LONG);
        CachedDocument copy = new CachedDocument(1, i, new byte[9]);
        assertThat(cache.fill(key, lease, copy, LONG).toCompletableFuture().join()).isTrue();
      }
      for (int i = 0; i < keys.size(); i++) {
        Answer.Found found = (Answer.Found) other.objects().look(keys.get(i), LONG);
        assertThat(found.copy().version()).isEqualTo(i);
      }
      Eventually.until(
          "the other one is told",
          () -> {
            cache.invalidate(keys);
            return told.containsAll(keys);
          });
      for (DocumentKey key : keys) {
        assertThat(other.objects().look(key, LONG)).isInstanceOf(Answer.Leased.class);
      }
    }
  }
}
