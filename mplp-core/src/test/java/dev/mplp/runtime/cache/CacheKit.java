package dev.mplp.runtime.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.runtime.memory.InMemoryObjectCache;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** Two processes over one storage and one cache, and one document. */
abstract class CacheKit {

  static final DocumentKey KEY = new DocumentKey("acme", "context", "c1");
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final CacheLimits LIMITS = new CacheLimits(MINUTE, Duration.ofSeconds(3), 1 << 20, 1000);

  final InMemoryStorage memory = InMemoryStorage.create();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicReference<Runnable> afterRead = new AtomicReference<>(() -> {});
  final Storage behind =
      StorageTap.over(
          memory,
          call -> {
            Object answer = call.proceed();
            if (call.name().equals("get")) {
              asked.incrementAndGet();
              afterRead.get().run();
            }
            return answer;
          });
  final InMemoryObjectCache far = InMemoryObjectCache.create();
  final CountingListener heard = new CountingListener();
  final CountingListener heardThere = new CountingListener();
  final CachedReads reads = new CachedReads(behind, far, LIMITS, heard);
  final CachedReads there = new CachedReads(behind, far, LIMITS, heardThere);
  final Storage storage = WatchedStorage.of(behind, reads);

  @AfterEach
  void close() {
    reads.close();
    there.close();
    memory.close();
  }

  static ChangeSet put(long version, String body) {
    return ChangeSet.builder(KEY.tenant())
        .add(
            new Change.PutDocument(
                KEY.kind(), KEY.id(), version, body.getBytes(UTF_8), Map.of("status", "active")))
        .build();
  }

  static ChangeSet delete(long version) {
    return ChangeSet.builder(KEY.tenant())
        .add(new Change.DeleteDocument(KEY.kind(), KEY.id(), version))
        .build();
  }

  static String look(CachedReads reads) {
    return reads.get(KEY).map(copy -> new String(copy.body(), UTF_8)).orElse("none");
  }

  /** Puts a copy into the shared cache as somebody would who knows no better. */
  void plant(long order, long version, String body) {
    Answer.Leased lease = far.renew(KEY, MINUTE);
    far.fill(KEY, lease, new CachedDocument(order, version, body.getBytes(UTF_8)), MINUTE);
  }

  long order() {
    return memory.get(KEY).map(Document::order).orElseThrow();
  }

  void untilTold() {
    Eventually.until("the change is told", () -> far.size() == 0);
  }
}
