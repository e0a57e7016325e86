package dev.mplp.runtime.cache;

import static dev.mplp.runtime.cache.CacheRig.KEY;
import static dev.mplp.runtime.cache.CacheRig.LIMITS;
import static dev.mplp.runtime.cache.CacheRig.look;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.CacheRead;
import dev.mplp.spi.ObjectCache;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept in a process: while fills are on their way, of large documents, and unheard. */
class CopiesHereTest {

  private static final CacheLimits WIDE =
      new CacheLimits(LIMITS.keep(), LIMITS.lease(), 32L << 20, 1000);

  private final CacheRig rig = new CacheRig();
  private final CountingListener heard = new CountingListener();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void fill_isWaitedForByNobody_andWhereItIsRefusedNothingIsKept() {
    CompletableFuture<Boolean> filling = new CompletableFuture<>();
    ObjectCache slow =
        (ObjectCache)
            Proxy.newProxyInstance(
                ObjectCache.class.getClassLoader(),
                new Class<?>[] {ObjectCache.class},
                (self, method, arguments) ->
                    method.getName().equals("fill") ? filling : method.invoke(rig.far, arguments));
    CachedReads reads = rig.process(slow, LIMITS, heard);
    rig.put(KEY, 0, "one");
    assertThat(look(reads, KEY)).isEqualTo("one");
    assertThat(look(reads, KEY)).isEqualTo("one");
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.LOADED, 1, CacheRead.NEAR, 1));
    rig.put(KEY, 1, "two"); // by somebody who took the lease away, and whose word is lost
    filling.complete(false);
    assertThat(look(reads, KEY)).isEqualTo("two");
  }

  @Test
  void largeDocument_isKeptHere_andNoMatterOfTheSharedCache() {
    AtomicInteger asked = new AtomicInteger();
    ObjectCache counted =
        rig.tapped(
            (name, arguments) -> {
              if (List.of("look", "renew").contains(name)) {
                asked.incrementAndGet();
              }
            });
    CachedReads reads = rig.process(counted, WIDE, heard);
    String large = "x".repeat(ObjectCache.MAX_BODY + 1);
    rig.put(KEY, 0, large);
    look(reads, KEY);
    heard.reads();
    assertThat(look(reads, KEY)).isEqualTo(large);
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.NEAR, 1));
    assertThat(rig.far.size()).as("leases left").isZero();
    rig.put(KEY, 1, large + "y");
    rig.far.invalidate(List.of(KEY));
    assertThat(look(reads, KEY)).isEqualTo(large + "y");
    assertThat(look(reads, KEY)).isEqualTo(large + "y");
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.PASSED, 1, CacheRead.NEAR, 1));
    assertThat(asked).as("the first look alone").hasValue(1);
    rig.put(KEY, 2, "small");
    rig.far.invalidate(List.of(KEY));
    look(reads, KEY);
    look(reads, KEY);
    look(reads, KEY);
    assertThat(heard.reads())
        .isEqualTo(Map.of(CacheRead.PASSED, 1, CacheRead.LOADED, 1, CacheRead.NEAR, 1));
  }

  @Test
  void process_thatIsToldOfNoChanges_keepsNothing_untilItIs() {
    AtomicReference<ObjectCache.Listener> listener = new AtomicReference<>();
    ObjectCache listening =
        rig.tapped(
            (name, arguments) -> {
              if (name.equals("onInvalidated")) {
                listener.set((ObjectCache.Listener) arguments[0]);
                listener.get().silent();
              }
            });
    CachedReads reads = rig.process(listening, LIMITS, heard);
    rig.put(KEY, 0, "one");
    look(reads, KEY);
    look(reads, KEY);
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.LOADED, 1, CacheRead.FAR, 1));
    listener.get().missed();
    look(reads, KEY);
    look(reads, KEY);
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.FAR, 1, CacheRead.NEAR, 1));
    listener.get().silent();
    look(reads, KEY);
    look(reads, KEY);
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.FAR, 2));
  }
}
