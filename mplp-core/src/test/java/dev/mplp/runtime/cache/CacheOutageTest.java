package dev.mplp.runtime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.CacheRead;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.spi.CacheException;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A cache that fails, and comes back. */
class CacheOutageTest extends CacheKit {

  @Test
  void cache_thatFails_costsLittleAndIsUsedAgain() {
    AtomicBoolean away = new AtomicBoolean(true);
    AtomicInteger tries = new AtomicInteger();
    ObjectCache flaky = flaky(away, tries);
    try (CachedReads reading = new CachedReads(behind, flaky, LIMITS, heard)) {
      memory.commit(put(0, "one"));
      for (int i = 0; i < 200; i++) {
        assertThat(look(reading)).isEqualTo("one");
      }
      assertThat(tries.get()).isLessThan(100);
      assertThat(heard.failed()).isPositive();
      assertThat(reading.health().status()).isEqualTo(Status.DEGRADED);
      assertThat(reading.health().detail()).contains("no answer");
      away.set(false);
      Eventually.until(
          "it is used again",
          () -> look(reading).equals("one") && heard.reads().containsKey(CacheRead.NEAR));
      assertThat(reading.health().status()).isEqualTo(Status.UP);
    }
  }

  @Test
  void changes_whileTheCacheIsAway_areTakenOutOnceItIsBack() {
    AtomicBoolean away = new AtomicBoolean();
    try (CachedReads reading =
        new CachedReads(behind, flaky(away, new AtomicInteger()), LIMITS, heard)) {
      Storage writing = WatchedStorage.of(behind, reading);
      memory.commit(put(0, "secret"));
      look(there);
      away.set(true);
      writing.commit(put(1, "erased"));
      assertThat(look(reading)).isEqualTo("erased");
      assertThat(look(there)).as("nobody can tell").isEqualTo("secret");
      away.set(false);
      Eventually.until("the other one is told", () -> look(there).equals("erased"));
    }
  }

  @Test
  void connection_thatWasBroken_leavesNoCopyHere() {
    AtomicReference<ObjectCache.Listener> listener = new AtomicReference<>();
    ObjectCache listening =
        tapped(
            (name, arguments) -> {
              if (name.equals("onInvalidated")) {
                listener.set((ObjectCache.Listener) arguments[0]);
              }
            });
    try (CachedReads reading = new CachedReads(behind, listening, LIMITS, heard)) {
      memory.commit(put(0, "one"));
      look(reading);
      memory.commit(put(1, "two"));
      far.clear();
      assertThat(look(reading)).isEqualTo("one");
      listener.get().missed();
      assertThat(look(reading)).isEqualTo("two");
    }
  }

  private interface Before {
    void call(String name, Object[] arguments);
  }

  private ObjectCache flaky(AtomicBoolean away, AtomicInteger tries) {
    return tapped(
        (name, arguments) -> {
          if (!name.equals("onInvalidated") && !name.equals("health") && away.get()) {
            tries.incrementAndGet();
            throw new CacheException("no answer", null);
          }
        });
  }

  private ObjectCache tapped(Before before) {
    return (ObjectCache)
        Proxy.newProxyInstance(
            ObjectCache.class.getClassLoader(),
            new Class<?>[] {ObjectCache.class},
            (self, method, arguments) -> {
              before.call(method.getName(), arguments);
              try {
                return method.invoke(far, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
