package dev.mplp.runtime.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** Two processes over one storage and one cache, and one document. */
abstract class CacheKit {

  static final DocumentKey KEY = CacheRig.KEY;
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final CacheLimits LIMITS = CacheRig.LIMITS;

  final CacheRig rig = new CacheRig();
  final InMemoryStorage memory = rig.memory;
  final AtomicInteger asked = rig.asked;
  final AtomicReference<Runnable> afterRead = rig.afterRead;
  final Storage behind = rig.behind;
  final InMemoryObjectCache far = rig.far;
  final CountingListener heard = new CountingListener();
  final CountingListener heardThere = new CountingListener();
  final CachedReads reads = rig.process(LIMITS, heard);
  final CachedReads there = rig.process(LIMITS, heardThere);
  final Storage storage = WatchedStorage.of(behind, reads);

  @AfterEach
  void close() {
    rig.close();
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
    CachedDocument document = new CachedDocument(order, version, body.getBytes(UTF_8));
    assertThat(far.fill(KEY, lease, FarCopy.of(document, LIMITS), MINUTE))
        .isCompletedWithValue(true);
  }

  long order() {
    return memory.get(KEY).map(Document::order).orElseThrow();
  }

  void untilTold() {
    Eventually.until("the change is told", () -> far.size() == 0);
  }
}
