package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.CacheException;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link ObjectCache}: nothing gets in without its lease, and a change takes both away. */
public abstract class ObjectCacheContract {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(40);

  private CacheFixture fixture;
  private ObjectCache cache;
  private ObjectCache other;

  /** A cache for one test. */
  protected abstract CacheFixture newFixture();

  @BeforeEach
  void open() {
    fixture = newFixture();
    cache = fixture.open();
    other = fixture.open();
    Eventually.until(
        "the cache is there", () -> cache.health().available() && other.health().available());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static DocumentKey key() {
    return new DocumentKey("acme", "context", UUID.randomUUID().toString());
  }

  private static CachedDocument copy(long version) {
    return new CachedDocument(7, version, ("body of " + version).getBytes(UTF_8));
  }

  private static Answer.Leased lease(ObjectCache of, DocumentKey key) {
    Answer answer = of.look(key, LONG);
    assertThat(answer).isInstanceOf(Answer.Leased.class);
    return (Answer.Leased) answer;
  }

  private static Answer.Found found(ObjectCache in, DocumentKey key) {
    Answer answer = in.look(key, LONG);
    assertThat(answer).isInstanceOf(Answer.Found.class);
    return (Answer.Found) answer;
  }

  private static boolean filled(
      ObjectCache in, DocumentKey key, Answer.Leased lease, CachedDocument copy, Duration keep) {
    return in.fill(key, lease, copy, keep).toCompletableFuture().join();
  }

  private static void released(ObjectCache in, DocumentKey key, Answer.Leased lease) {
    in.release(key, lease).toCompletableFuture().join();
  }

  @Test
  void look_nothingThere_leasesToOneAlone() {
    DocumentKey key = key();
    lease(cache, key);
    assertThat(other.look(key, LONG)).isEqualTo(new Answer.Loading());
    assertThat(cache.look(key, LONG)).isEqualTo(new Answer.Loading());
  }

  @Test
  void look_byManyAtOnce_leasesToOneAlone() {
    DocumentKey key = key();
    List<Answer> answers = Contention.run(8, i -> (i % 2 == 0 ? cache : other).look(key, LONG));
    assertThat(answers.stream().filter(Answer.Leased.class::isInstance)).hasSize(1);
  }

  @Test
  void fill_underItsLease_isFoundByAllAsItWas() {
    DocumentKey key = key();
    CachedDocument copy =
        new CachedDocument(1L << 60, (1L << 61) + 1, new byte[] {0, -1, 10, 13, 'V', 'L', 127});
    assertThat(filled(cache, key, lease(cache, key), copy, LONG)).isTrue();
    for (ObjectCache each : List.of(cache, other)) {
      Answer.Found found = found(each, key);
      assertThat(found.copy().order()).isEqualTo(copy.order());
      assertThat(found.copy().version()).isEqualTo(copy.version());
      assertThat(found.copy().body()).isEqualTo(copy.body());
      assertThat(found.left()).isPositive().isLessThanOrEqualTo(LONG);
    }
  }

  @Test
  void fill_bodiesOfEverySize_upToTheLargest() {
    for (int size : new int[] {0, 1, ObjectCache.MAX_BODY}) {
      DocumentKey key = key();
      CachedDocument copy = copy(1).withBody(new byte[size]);
      assertThat(filled(cache, key, lease(cache, key), copy, LONG)).isTrue();
      assertThat(found(other, key).copy().body()).hasSize(size);
    }
    DocumentKey key = key();
    CachedDocument larger = copy(1).withBody(new byte[ObjectCache.MAX_BODY + 1]);
    Answer.Leased lease = lease(cache, key);
    assertThatThrownBy(() -> cache.fill(key, lease, larger, LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(ObjectCache.MAX_BODY));
  }

  @Test
  void fill_afterAChange_isRefused() {
    DocumentKey key = key();
    Answer.Leased lease = lease(cache, key);
    other.invalidate(List.of(key));
    assertThat(filled(cache, key, lease, copy(1), LONG)).isFalse();
    lease(cache, key);
  }

  @Test
  void fill_afterAllWasLost_isRefused() {
    DocumentKey key = key();
    Answer.Leased lease = lease(cache, key);
    fixture.loseAll();
    Eventually.until("it answers again", () -> answers(cache, key()) && answers(other, key()));
    assertThat(filled(cache, key, lease, copy(1), LONG)).isFalse();
    lease(other, key);
  }

  private static boolean answers(ObjectCache cache, DocumentKey key) {
    try {
      cache.look(key, SHORT);
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  @Test
  void fill_twiceUnderOneLease_isRefused() {
    DocumentKey key = key();
    Answer.Leased lease = lease(cache, key);
    assertThat(filled(cache, key, lease, copy(1), LONG)).isTrue();
    assertThat(filled(cache, key, lease, copy(2), LONG)).isFalse();
    assertThat(found(other, key).copy().version()).isEqualTo(1);
  }

  @Test
  void lease_whenItsTimeIsOver_goesToTheNext() {
    DocumentKey key = key();
    Answer.Leased first = (Answer.Leased) cache.look(key, SHORT);
    List<Answer> answers = new ArrayList<>();
    Eventually.until(
        "the lease ends",
        () -> {
          Answer answer = other.look(key, LONG);
          answers.add(answer);
          return answer instanceof Answer.Leased;
        });
    assertThat(filled(cache, key, first, copy(1), LONG)).isFalse();
    Answer.Leased second = (Answer.Leased) answers.get(answers.size() - 1);
    assertThat(filled(other, key, second, copy(2), LONG)).isTrue();
  }

  @Test
  void copy_whenItsTimeIsOver_isGone() {
    DocumentKey key = key();
    filled(cache, key, lease(cache, key), copy(1), SHORT);
    Eventually.until("the copy ends", () -> other.look(key, LONG) instanceof Answer.Leased);
  }

  @Test
  void renew_takesCopyAndLeaseAway() {
    DocumentKey key = key();
    filled(cache, key, lease(cache, key), copy(1), LONG);
    Answer.Leased second = other.renew(key, LONG);
    assertThat(cache.look(key, LONG)).isEqualTo(new Answer.Loading());
    Answer.Leased third = cache.renew(key, LONG);
    assertThat(filled(other, key, second, copy(2), LONG)).isFalse();
    assertThat(filled(cache, key, third, copy(3), LONG)).isTrue();
    assertThat(found(other, key).copy().version()).isEqualTo(3);
  }

  @Test
  void release_itsOwnLease_leavesThePlaceToTheNext() {
    DocumentKey key = key();
    Answer.Leased first = lease(cache, key);
    released(cache, key, first);
    Answer.Leased second = lease(other, key);
    released(cache, key, first);
    assertThat(cache.look(key, LONG)).isEqualTo(new Answer.Loading());
    assertThat(filled(other, key, second, copy(1), LONG)).isTrue();
    released(other, key, second);
    assertThat(found(cache, key).copy().version()).isEqualTo(1);
  }

  @Test
  void keys_ofOtherTenantsKindsAndIds_areApart() {
    String[] odd = {"a", "a/b", "a:b", "{a}", "a b", "ä€", "a\n*", "%2F"};
    List<DocumentKey> keys = new ArrayList<>();
    String base = UUID.randomUUID().toString();
    for (String tenant : odd) {
      for (String id : odd) {
        keys.add(new DocumentKey(base + tenant, "kind", id));
      }
    }
    keys.add(new DocumentKey(base, "kind/a", "b"));
    keys.add(new DocumentKey(base, "kind", "a/b"));
    for (int i = 0; i < keys.size(); i++) {
      filled(cache, keys.get(i), lease(cache, keys.get(i)), copy(i + 1), LONG);
    }
    for (int i = 0; i < keys.size(); i++) {
      assertThat(found(other, keys.get(i)).copy().version()).isEqualTo(i + 1);
    }
  }

  @Test
  void invalidate_tellsEveryListenerOfEveryProcess() {
    Queue<DocumentKey> here = new ConcurrentLinkedQueue<>();
    Queue<DocumentKey> there = new ConcurrentLinkedQueue<>();
    Queue<DocumentKey> gone = new ConcurrentLinkedQueue<>();
    cache.onInvalidated(into(here));
    other.onInvalidated(into(there));
    try (Storage.Registration registration = other.onInvalidated(into(gone))) {
      assertThat(registration).isNotNull();
    }
    DocumentKey odd = new DocumentKey("a/b:{c}", "kind", "ä€\n*" + UUID.randomUUID());
    List<DocumentKey> keys = List.of(key(), odd, key());
    Eventually.until( // whoever has just connected may miss the first ones
        "both are told",
        () -> {
          cache.invalidate(keys);
          return here.containsAll(keys) && there.containsAll(keys);
        });
    assertThat(gone).isEmpty();
  }

  /** Whoever has changed a document and said so is never shown what was there before. */
  @Test
  void found_afterAChangeWasTold_isNeverOlder() {
    DocumentKey key = key();
    AtomicLong stored = new AtomicLong(1);
    List<Long> found =
        Contention.run(
            6,
            i -> {
              ObjectCache mine = i % 2 == 0 ? cache : other;
              long seen = 0;
              for (int round = 0; round < 300; round++) {
                long least = stored.get();
                if (i < 2 && round % 20 == 0) {
                  least = stored.incrementAndGet();
                  mine.invalidate(List.of(key));
                  seen += look(mine, key, stored, least);
                } else {
                  seen += look(mine, key, stored, 0);
                }
              }
              return seen;
            });
    assertThat(found.stream().mapToLong(seen -> seen).sum()).as("copies seen").isPositive();
  }

  /** 1 when there was a copy; what is not there is loaded as a reader does. */
  private static long look(ObjectCache cache, DocumentKey key, AtomicLong stored, long least) {
    Answer answer = cache.look(key, LONG);
    if (answer instanceof Answer.Found there) {
      assertThat(there.copy().version()).isGreaterThanOrEqualTo(least);
      return 1;
    }
    if (answer instanceof Answer.Leased lease) {
      long read = stored.get();
      LockSupport.parkNanos(1000); // time for others to change it
      filled(cache, key, lease, copy(read), LONG);
    }
    return 0;
  }

  @Test
  void close_afterwards_nothingIsAnswered() {
    cache.close();
    cache.close();
    assertThat(cache.health().available()).isFalse();
    assertThatThrownBy(() -> cache.look(key(), LONG)).isInstanceOf(CacheException.class);
  }

  private static ObjectCache.Listener into(Queue<DocumentKey> told) {
    return new ObjectCache.Listener() {
      @Override
      public void invalidated(DocumentKey key) {
        told.add(key);
      }

      @Override
      public void silent() {}

      @Override
      public void missed() {}
    };
  }
}
