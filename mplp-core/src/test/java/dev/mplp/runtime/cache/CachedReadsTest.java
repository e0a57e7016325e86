package dev.mplp.runtime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.CacheRead;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is seen, and what is never seen. */
class CachedReadsTest extends CacheKit {

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
  void transaction_ofTheHost_isReadFromTheStorageFromThenOn() {
    memory.commit(put(0, "one"));
    look(reads);
    look(there);
    StorageTap.Interceptor later = call -> List.of(CommitResult.Committed.INSTANCE);
    WatchedStorage.within(StorageTap.over(memory, later), reads).commit(put(1, "two"));
    assertThat(look(reads)).as("the host has not committed").isEqualTo("one");
    look(there);
    memory.commit(put(1, "two"));
    assertThat(look(reads)).as("the host has committed").isEqualTo("two");
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
}
