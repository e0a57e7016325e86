package dev.mplp.runtime.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.CacheRead;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.runtime.memory.InMemoryObjectCache;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.CacheException;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.StorageTap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedReadsTest {

  private static final DocumentKey KEY = new DocumentKey("acme", "context", "c1");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final CacheLimits LIMITS =
      new CacheLimits(MINUTE, Duration.ofSeconds(3), 1 << 20, 1000);

  private final InMemoryStorage memory = InMemoryStorage.create();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<Runnable> afterRead = new AtomicReference<>(() -> {});
  private final Storage behind =
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
  private final InMemoryObjectCache far = InMemoryObjectCache.create();
  private final CountingListener heard = new CountingListener();
  private final CountingListener heardThere = new CountingListener();
  private final CachedReads reads = new CachedReads(behind, far, LIMITS, heard);
  private final CachedReads there = new CachedReads(behind, far, LIMITS, heardThere);
  private final Storage storage = WatchedStorage.of(behind, reads);

  @AfterEach
  void close() {
    reads.close();
    there.close();
    memory.close();
  }

  private static ChangeSet put(long version, String body) {
    return ChangeSet.builder(KEY.tenant())
        .add(
            new Change.PutDocument(
                KEY.kind(), KEY.id(), version, body.getBytes(UTF_8), Map.of("status", "active")))
        .build();
  }

  private static ChangeSet delete(long version) {
    return ChangeSet.builder(KEY.tenant())
        .add(new Change.DeleteDocument(KEY.kind(), KEY.id(), version))
        .build();
  }

  private static String look(CachedReads reads) {
    return reads.get(KEY).map(copy -> new String(copy.body(), UTF_8)).orElse("none");
  }

  /** Puts a copy into the shared cache as somebody would who knows no better. */
  private void plant(long order, long version, String body) {
    Answer.Leased lease = far.renew(KEY, MINUTE);
    far.fill(KEY, lease, new CachedDocument(order, version, body.getBytes(UTF_8)), MINUTE);
  }

  private long order() {
    return memory.get(KEY).map(Document::order).orElseThrow();
  }

  private void untilTold() {
    Eventually.until("the change is told", () -> far.size() == 0);
  }

  @Test
  void get_againAndElsewhere_asksTheStorageOnce() {
    memory.commit(put(0, "one"));
    assertThat(look(reads)).isEqualTo("one");
    assertThat(look(reads)).isEqualTo("one");
    assertThat(look(there)).isEqualTo("one");
    assertThat(look(there)).isEqualTo("one");
    assertThat(asked).hasValue(1);
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.LOADED, 1, CacheRead.NEAR, 1));
    assertThat(heardThere.reads()).isEqualTo(Map.of(CacheRead.FAR, 1, CacheRead.NEAR, 1));
  }

  @Test
  void get_ofWhatIsNotCached_asksTheStorage() {
    DocumentKey plan = new DocumentKey("acme", "plan", "p");
    assertThat(reads.get(plan)).isEmpty();
    assertThat(reads.get(plan)).isEmpty();
    assertThat(asked).hasValue(2);
    assertThat(far.size()).isZero();
  }

  @Test
  void get_ofWhatIsNotThere_asksTheStorageEachTimeAndLeavesNothing() {
    assertThat(look(reads)).isEqualTo("none");
    assertThat(look(there)).isEqualTo("none");
    assertThat(asked).hasValue(2);
    assertThat(far.size()).isZero();
    memory.commit(put(0, "one"));
    assertThat(look(there)).isEqualTo("one");
  }

  @Test
  void commit_ofThisProcess_isSeenAtOnceHereAndSoonThere() {
    storage.commit(put(0, "one"));
    untilTold();
    look(reads);
    look(there);
    storage.commit(put(1, "two"));
    assertThat(look(reads)).isEqualTo("two");
    Eventually.until("the other one is told", () -> look(there).equals("two"));
  }

  @Test
  void commit_thatConflicts_tellsThatThereIsANewerOne() {
    memory.commit(put(0, "one"));
    look(reads);
    memory.commit(put(1, "two"));
    assertThat(look(reads)).as("nobody told").isEqualTo("one");
    assertThat(storage.commit(put(1, "three")).isCommitted()).isFalse();
    assertThat(look(reads)).isEqualTo("two");
  }

  @Test
  void get_afterSomebodyHereReadTheStorage_showsNothingOlder() {
    memory.commit(put(0, "one"));
    look(reads);
    memory.commit(put(1, "two"));
    assertThat(storage.get(KEY)).isPresent();
    assertThat(look(reads)).isEqualTo("two");
    assertThat(heard.refused()).as("copies that were too old").isEqualTo(1);
  }

  @Test
  void get_afterSomebodyHereListed_showsNothingOlder() {
    memory.commit(put(0, "one"));
    look(reads);
    memory.commit(put(1, "two"));
    storage.list(new DocumentQuery(KEY.tenant(), KEY.kind(), Map.of(), 0, 10));
    assertThat(look(reads)).isEqualTo("two");
  }

  @Test
  void get_afterItWasDeletedAndMadeAnew_isNotMisledByVersions() {
    for (int version = 0; version < 5; version++) {
      memory.commit(put(version, "old " + (version + 1)));
    }
    long before = order();
    assertThat(look(reads)).isEqualTo("old 5");
    memory.commit(delete(5));
    memory.commit(put(0, "new"));
    assertThat(storage.get(KEY)).isPresent();
    assertThat(look(reads)).isEqualTo("new");
    plant(before, 5, "old 5");
    storage.get(KEY);
    reads.changed(List.of());
    assertThat(look(reads)).isEqualTo("new");
  }

  @Test
  void get_afterItWasSeenToBeGone_doesNotComeBack() {
    memory.commit(put(0, "one"));
    long order = order();
    look(reads);
    memory.commit(delete(1));
    assertThat(storage.get(KEY)).isEmpty();
    plant(order, 1, "one");
    assertThat(look(reads)).isEqualTo("none");
    plant(order, 1, "one");
    assertThat(look(reads)).isEqualTo("none");
  }

  @Test
  void load_thatOthersBeganBeforeAChange_isNotShared() throws Exception {
    memory.commit(put(0, "one"));
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    afterRead.set(
        () -> {
          if (first.getAndSet(false)) {
            read.countDown();
            await(changed);
          }
        });
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> early = other.submit(() -> look(reads));
      await(read);
      storage.commit(put(1, "two"));
      assertThat(look(reads)).isEqualTo("two");
      changed.countDown();
      assertThat(early.get(30, TimeUnit.SECONDS)).isIn("one", "two");
      assertThat(look(reads)).isEqualTo("two");
      assertThat(look(there)).isEqualTo("two");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void get_byManyAtOnce_loadsOnce() throws Exception {
    memory.commit(put(0, "one"));
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    afterRead.set(
        () -> {
          read.countDown();
          await(go);
        });
    ExecutorService many = Executors.newFixedThreadPool(16);
    try {
      List<Future<String>> all = new ArrayList<>();
      all.add(many.submit(() -> look(reads)));
      await(read);
      for (int i = 0; i < 15; i++) {
        all.add(many.submit(() -> look(reads)));
      }
      go.countDown();
      for (Future<String> one : all) {
        assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("one");
      }
      assertThat(asked).hasValue(1);
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void get_whileAnotherProcessLoads_waitsForItsCopy() throws Exception {
    memory.commit(put(0, "one"));
    Answer.Leased lease = (Answer.Leased) far.look(KEY, MINUTE);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> waiting = other.submit(() -> look(reads));
      far.fill(KEY, lease, new CachedDocument(order(), 1, "one".getBytes(UTF_8)), MINUTE);
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo("one");
    } finally {
      other.shutdownNow();
    }
    assertThat(asked.get()).isLessThanOrEqualTo(1);
  }

  @Test
  void get_whileAnotherProcessNeverEndsItsLoad_asksTheStorage() {
    memory.commit(put(0, "one"));
    far.look(KEY, MINUTE);
    assertThat(look(reads)).isEqualTo("one");
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.PASSED, 1));
  }

  @Test
  void transaction_ofTheHost_isReadFromTheStorageFromThenOn() {
    memory.commit(put(0, "one"));
    look(reads);
    look(there);
    StorageTap.Interceptor later = call -> List.of(dev.mplp.spi.CommitResult.Committed.INSTANCE);
    WatchedStorage.within(StorageTap.over(memory, later), reads).commit(put(1, "two"));
    assertThat(look(reads)).as("the host has not committed").isEqualTo("one");
    look(there);
    memory.commit(put(1, "two"));
    assertThat(look(reads)).as("the host has committed").isEqualTo("two");
  }

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
  void floors_whenThereIsNoRoom_leaveNothingOlderToBeSeen() {
    CacheLimits narrow = new CacheLimits(MINUTE, Duration.ofSeconds(3), 1 << 20, 10);
    try (CachedReads small = new CachedReads(behind, far, narrow, heard)) {
      memory.commit(put(0, "one"));
      look(there);
      memory.commit(put(1, "two"));
      WatchedStorage.of(behind, small).get(KEY);
      for (int i = 0; i < 1000; i++) {
        small.changed(List.of(new DocumentKey("acme", "context", "other" + i)));
      }
      assertThat(look(small)).isEqualTo("two");
    }
  }

  @Test
  void near_whatIsMoreThanThereIsRoomFor_isNotKept() {
    CacheLimits narrow = new CacheLimits(MINUTE, Duration.ofSeconds(3), 1000, 1000);
    try (CachedReads small = new CachedReads(behind, far, narrow, heard)) {
      memory.commit(put(0, "x".repeat(2000)));
      look(small);
      heard.reads();
      look(small);
      assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.FAR, 1));
    }
  }

  @Test
  void copies_whenTheirTimeIsOver_areGone() {
    CacheLimits brief =
        new CacheLimits(Duration.ofMillis(60), Duration.ofMillis(60), 1 << 20, 1000);
    try (CachedReads reading = new CachedReads(behind, far, brief, heard)) {
      memory.commit(put(0, "one"));
      look(reading);
      memory.commit(put(1, "two"));
      Eventually.until("it is over", () -> look(reading).equals("two"));
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

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
