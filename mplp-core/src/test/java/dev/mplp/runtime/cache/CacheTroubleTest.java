package dev.mplp.runtime.cache;

import static dev.mplp.runtime.cache.CacheRig.KEY;
import static dev.mplp.runtime.cache.CacheRig.LIMITS;
import static dev.mplp.runtime.cache.CacheRig.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.observe.CacheRead;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.spi.CacheException;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.spi.StorageException;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cache that fails in part, is slow, or throws what it should not. */
class CacheTroubleTest {

  private static final DocumentKey BAD = CacheRig.key("bad");

  private final CacheRig rig = new CacheRig();
  private final CountingListener heard = new CountingListener();

  @AfterEach
  void close() {
    rig.close();
  }

  private static boolean isOf(Object[] arguments, DocumentKey key) {
    return arguments != null
        && arguments.length > 0
        && (arguments[0].equals(key) || (arguments[0] instanceof List<?> all && all.contains(key)));
  }

  @Test
  void key_thatFailsNowAndThen_closesTheCacheForNobody() {
    ObjectCache partly =
        rig.tapped(
            (name, arguments) -> {
              if (isOf(arguments, BAD)) {
                throw new CacheException("not that one", null);
              }
            });
    CachedReads reads = rig.process(partly, LIMITS, heard);
    rig.put(BAD, 0, "bad");
    for (int i = 0; i < 20; i++) {
      DocumentKey good = CacheRig.key("good" + i);
      rig.put(good, 0, "good");
      assertThat(look(reads, BAD)).isEqualTo("bad");
      assertThat(look(reads, good)).isEqualTo("good");
    }
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.PASSED, 20, CacheRead.LOADED, 20));
    assertThat(reads.health().status()).isEqualTo(Status.UP);
  }

  @Test
  void invalidation_thatIsRefused_holdsUpNoOther() {
    ObjectCache partly =
        rig.tapped(
            (name, arguments) -> {
              if (name.equals("invalidate") && isOf(arguments, BAD)) {
                throw new CacheException("not that one", null);
              }
            });
    CachedReads reads = rig.process(partly, LIMITS, heard);
    rig.put(KEY, 0, "one");
    look(reads, KEY);
    assertThat(rig.far.size()).isEqualTo(1);
    reads.changed(List.of(BAD, KEY));
    Eventually.until("the other is gone", () -> rig.far.size() == 0);
    assertThat(look(reads, KEY)).isEqualTo("one");
    assertThat(heard.reads()).doesNotContainKey(CacheRead.PASSED);
  }

  @Test
  void cache_thatThrowsAnything_failsNoRead() {
    ObjectCache odd =
        rig.tapped(
            (name, arguments) -> {
              if (name.equals("look") || name.equals("fill")) {
                throw new IllegalStateException("odd");
              }
            });
    CachedReads reads = rig.process(odd, LIMITS, heard);
    rig.put(KEY, 0, "one");
    assertThat(look(reads, KEY)).isEqualTo("one");
    assertThat(heard.failed()).isEqualTo(1);
  }

  @Test
  void storage_thatThrows_leavesNoLease() {
    CachedReads reads = rig.process(LIMITS, heard);
    rig.afterRead.set(
        () -> {
          throw new StorageException(true, "away", null);
        });
    assertThatThrownBy(() -> look(reads, KEY)).hasMessageContaining("away");
    assertThat(rig.far.look(KEY, Duration.ofSeconds(1))).isInstanceOf(Answer.Leased.class);
  }

  @Test
  void cache_thatIsSlow_isLeftAloneForAWhile() {
    AtomicInteger calls = new AtomicInteger();
    ObjectCache slow =
        rig.tapped(
            (name, arguments) -> {
              if (List.of("look", "renew", "release").contains(name)) {
                calls.incrementAndGet();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
              }
            });
    CachedReads reads = rig.process(slow, LIMITS, heard);
    for (int i = 0; i < 300; i++) {
      assertThat(look(reads, CacheRig.key("absent" + i))).isEqualTo("none");
    }
    assertThat(calls.get()).isLessThan(100);
    assertThat(heard.failed()).isPositive();
  }

  @Test
  void health_whenNobodyReadsAnyMore_isUpAgain() {
    AtomicBoolean away = new AtomicBoolean(true);
    ObjectCache flaky =
        rig.tapped(
            (name, arguments) -> {
              if (name.equals("look") && away.get()) {
                throw new CacheException("no answer", null);
              }
            });
    CachedReads reads = rig.process(flaky, LIMITS, heard);
    for (int i = 0; i < 3; i++) {
      look(reads, CacheRig.key("absent" + i));
    }
    assertThat(reads.health().status()).isEqualTo(Status.DEGRADED);
    away.set(false);
    Eventually.until("it is up", () -> reads.health().status() == Status.UP);
  }
}
