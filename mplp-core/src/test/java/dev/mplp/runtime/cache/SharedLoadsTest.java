package dev.mplp.runtime.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.CacheRead;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.ObjectCache.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One loads, the others wait, and nobody for too long. */
class SharedLoadsTest extends CacheKit {

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
      CachedDocument document = new CachedDocument(order(), 1, "one".getBytes(UTF_8));
      assertThat(far.fill(KEY, lease, FarCopy.of(document, LIMITS), MINUTE))
          .isCompletedWithValue(true);
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

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
