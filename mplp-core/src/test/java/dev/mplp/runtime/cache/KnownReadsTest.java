package dev.mplp.runtime.cache;

import static dev.mplp.runtime.cache.CacheRig.KEY;
import static dev.mplp.runtime.cache.CacheRig.LIMITS;
import static dev.mplp.runtime.cache.CacheRig.look;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectRef;
import dev.mplp.observe.CacheRead;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever was told something, however, sees nothing older; and others lose no copies by that. */
class KnownReadsTest {

  private final CacheRig rig = new CacheRig();
  private final CountingListener heard = new CountingListener();
  private final CachedReads here = rig.process(LIMITS, heard);
  private final CachedReads there = rig.process(LIMITS, new CountingListener());
  private final Storage stored = WatchedStorage.of(rig.behind, here);

  @AfterEach
  void close() {
    rig.close();
  }

  private static EventRecord record(long position, String type, @Nullable ObjectRef subject) {
    return new EventRecord(
        position, type, Instant.EPOCH, subject, null, List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void gone_whoWasToldSoByTheStorageFirst_isNotShownTheCopyOfAnother() {
    rig.put(KEY, 0, "one");
    look(there, KEY);
    rig.delete(KEY, 1);
    assertThat(stored.get(KEY)).isEmpty();
    assertThat(look(here, KEY)).isEqualTo("none");
  }

  @Test
  void past_whatIsToldThere_leavesNothingOlderHere() {
    ContextId id = ContextId.random();
    DocumentKey key = CacheRig.key(id.value());
    rig.put(key, 0, "one");
    look(here, key);
    rig.put(key, 1, "two");
    here.past(stored)
        .told("acme", record(9, "context.updated", ObjectRef.to(ModuleName.CONTEXT, id)));
    assertThat(look(here, key)).isEqualTo("two");
  }

  @Test
  void within_whatATransactionOfTheHostShows_leavesNothingOlderHere() {
    Storage within = WatchedStorage.within(rig.behind, here);
    rig.put(KEY, 0, "one");
    look(here, KEY);
    rig.put(KEY, 1, "two");
    within.get(KEY);
    assertThat(look(here, KEY)).isEqualTo("two");
    rig.put(KEY, 2, "three");
    within.list(new DocumentQuery("acme", "context", Map.of(), 0, 10));
    assertThat(look(here, KEY)).isEqualTo("three");
  }

  @Test
  void administration_isHeardOnce_andCopiesThatWereReadSinceCount() {
    CacheLimits brief = new CacheLimits(Duration.ofMinutes(1), Duration.ofMillis(20), 1 << 20, 999);
    CachedReads told = rig.process(brief, heard);
    CachedReads other = rig.process(brief, new CountingListener());
    rig.put(KEY, 0, "one");
    look(told, KEY);
    rig.put(KEY, 1, "two");
    EventRecord act = record(7, RecordTypes.ADMINISTERED, null);
    told.told("acme", act);
    assertThat(look(told, KEY)).isEqualTo("two");
    heard.reads();
    told.told("acme", record(6, RecordTypes.ADMINISTERED, null));
    told.told("acme", act);
    look(told, KEY);
    assertThat(heard.reads()).as("known already").isEqualTo(Map.of(CacheRead.NEAR, 1));
    AtomicInteger next = new AtomicInteger();
    Eventually.until(
        "a copy of another process that was read since is shown",
        () -> {
          DocumentKey key = CacheRig.key("next" + next.incrementAndGet());
          rig.put(key, 0, "one");
          look(other, key);
          look(told, key);
          return heard.reads().containsKey(CacheRead.FAR);
        });
  }

  @Test
  void record_readAgain_costsNoCopy() {
    ContextId id = ContextId.random();
    DocumentKey key = CacheRig.key(id.value());
    EventRecord created = record(5, "context.created", ObjectRef.to(ModuleName.CONTEXT, id));
    rig.put(key, 0, "one");
    here.told("acme", created);
    look(here, key);
    heard.reads();
    here.told("acme", created);
    look(here, key);
    assertThat(heard.reads()).isEqualTo(Map.of(CacheRead.NEAR, 1));
  }

  @Test
  void copy_ofAProcessThatKeepsLonger_countsNoLongerThanHere() {
    CacheLimits longer = new CacheLimits(Duration.ofHours(1), LIMITS.lease(), 1 << 20, 1000);
    rig.put(KEY, 0, "one");
    CachedDocument document = CachedDocument.of(rig.memory.get(KEY).orElseThrow());
    Answer.Leased lease = rig.far.renew(KEY, Duration.ofMinutes(1));
    Duration left = Duration.ofMinutes(58); // so it was put there two minutes ago
    assertThat(rig.far.fill(KEY, lease, FarCopy.of(document, longer), left))
        .isCompletedWithValue(true);
    rig.put(KEY, 1, "two");
    assertThat(look(here, KEY)).isEqualTo("two");
    assertThat(heard.refused()).isEqualTo(1);
  }

  @Test
  void copy_whoseFormIsNotKnown_countsAsNone() {
    rig.put(KEY, 0, "one");
    CachedDocument document = CachedDocument.of(rig.memory.get(KEY).orElseThrow());
    for (String form : List.of("", "P", "Sxxxxxxxxxxxxxx", "{}")) {
      Answer.Leased lease = rig.far.renew(KEY, Duration.ofMinutes(1));
      CachedDocument odd = document.withBody(form.getBytes(UTF_8));
      assertThat(rig.far.fill(KEY, lease, odd, Duration.ofMinutes(1))).isCompletedWithValue(true);
      CachedReads fresh = rig.process(LIMITS, new CountingListener());
      assertThat(look(fresh, KEY)).isEqualTo("one");
    }
  }

  @Test
  void copy_thatCannotBeRead_isReadFromTheStorage() {
    rig.put(KEY, 0, "one");
    look(here, KEY);
    rig.put(KEY, 1, "two");
    String found =
        here.read(
                KEY,
                copy -> {
                  if (copy.version() == 1) {
                    throw new IllegalArgumentException("cannot be read");
                  }
                  return new String(copy.body(), UTF_8);
                })
            .orElseThrow();
    assertThat(found).isEqualTo("two");
    assertThat(look(here, KEY)).isEqualTo("two");
  }

  @Test
  void load_thatBeganBeforeTheConnectionBroke_isNotKept() {
    AtomicReference<ObjectCache.Listener> listener = new AtomicReference<>();
    ObjectCache listening =
        rig.tapped(
            (name, arguments) -> {
              if (name.equals("onInvalidated")) {
                listener.set((ObjectCache.Listener) arguments[0]);
              }
            });
    CachedReads broken = rig.process(listening, LIMITS, heard);
    rig.put(KEY, 0, "one");
    rig.afterRead.set(
        () -> {
          rig.afterRead.set(() -> {});
          listener.get().missed();
        });
    look(broken, KEY);
    heard.reads();
    look(broken, KEY);
    assertThat(heard.reads()).doesNotContainKey(CacheRead.NEAR);
  }
}
