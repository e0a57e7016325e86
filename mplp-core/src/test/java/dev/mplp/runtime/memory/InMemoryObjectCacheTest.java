package dev.mplp.runtime.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.tck.CacheFixture;
import dev.mplp.tck.ObjectCacheContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryObjectCacheTest extends ObjectCacheContract {

  private static final Duration LONG = Duration.ofMinutes(1);

  @Override
  protected CacheFixture newFixture() {
    return new InMemoryCacheFixture();
  }

  @Test
  void places_moreThanThereMayBe_areTheLatest() {
    try (InMemoryObjectCache cache = InMemoryObjectCache.create()) {
      DocumentKey used = key(0);
      Answer.Leased lease = (Answer.Leased) cache.look(used, LONG);
      CachedDocument x = new CachedDocument(1, 1, "x".getBytes(UTF_8));
      assertThat(cache.fill(used, lease, x, LONG)).isCompletedWithValue(true);
      for (int i = 1; i < 20_000; i++) {
        cache.look(key(i), LONG);
        cache.look(used, LONG);
      }
      assertThat(cache.size()).isEqualTo(10_000);
      assertThat(cache.look(used, LONG)).isInstanceOf(Answer.Found.class);
      assertThat(cache.look(key(1), LONG)).isInstanceOf(Answer.Leased.class);
    }
  }

  @Test
  void bodies_ofMoreBytesThanThereMayBe_areTheLatest() {
    try (InMemoryObjectCache cache = InMemoryObjectCache.create()) {
      for (int i = 0; i < 100; i++) {
        Answer.Leased lease = (Answer.Leased) cache.look(key(i), LONG);
        CachedDocument copy = new CachedDocument(1, i, new byte[ObjectCache.MAX_BODY]);
        assertThat(cache.fill(key(i), lease, copy, LONG)).isCompletedWithValue(true);
      }
      assertThat(cache.size()).isEqualTo((64 << 20) / ObjectCache.MAX_BODY);
      assertThat(cache.look(key(99), LONG)).isInstanceOf(Answer.Found.class);
      cache.invalidate(List.of(key(99)));
      assertThat(cache.look(key(0), LONG)).isInstanceOf(Answer.Leased.class);
      assertThat(cache.size())
          .as("there is room again")
          .isEqualTo((64 << 20) / ObjectCache.MAX_BODY);
    }
  }

  private static DocumentKey key(int number) {
    return new DocumentKey("acme", "context", String.valueOf(number));
  }
}
