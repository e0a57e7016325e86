package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.Session;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.ContextSummary;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.model.Versioned;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three processes over one storage and one cache, of which what they tell each other is lost and
 * late, copies come late, and the cache loses everything now and then. Sessions write, look, list
 * and read events; some stay with their process, some go from one to the other with the token of a
 * {@link Session}. Nobody ever sees older things than he knows.
 */
public abstract class CacheHistoryContract {

  private static final int NODES = 3;
  private static final int KEYS = 6;
  private static final int STAYING = 6;
  private static final int MOVING = 3;
  private static final Duration KEEP = Duration.ofMillis(300);
  private static final int LEAST = 1_000;
  private static final Duration SLOWEST = Duration.ofSeconds(30);
  private static final Duration SPARE = Duration.ofSeconds(5);

  private final List<Mplp> nodes = new ArrayList<>();
  private final List<FaultyCache> caches = new ArrayList<>();
  private final List<ContextId> contexts = new ArrayList<>();
  private final ReadHistory history = new ReadHistory();
  private final CountedLooks looks = new CountedLooks();
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
  private final long seed = Long.getLong("mplp.seed", System.nanoTime());
  private CacheFixture fixture;
  private StorageFixture storage;

  /** A cache for one test. */
  protected abstract CacheFixture newCache();

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newStorage();

  /** A process over them, which tells this listener. */
  protected abstract Mplp runtime(
      Storage storage, ObjectCache cache, Duration keep, RuntimeListener listener);

  /** For so long sessions go on, or longer where they are slow. */
  protected Duration length() {
    return Boolean.getBoolean("mplp.full") ? Duration.ofSeconds(20) : Duration.ofSeconds(4);
  }

  @BeforeEach
  void open() {
    fixture = newCache();
    storage = newStorage();
    for (int i = 0; i < NODES; i++) {
      FaultyCache cache = new FaultyCache(fixture.open(), later, seed + i);
      caches.add(cache);
      nodes.add(runtime(storage.open(), cache, KEEP, looks));
    }
    awaitCaches();
    for (int i = 0; i < KEYS; i++) {
      Context context = nodes.get(0).contexts().open("0", Root.of("finance", "staging"));
      contexts.add(context.contextId());
      history.wrote(context.contextId().value(), 1, "0");
    }
  }

  @AfterEach
  void close() {
    nodes.forEach(node -> node.close(Duration.ofSeconds(10)));
    later.shutdownNow();
    fixture.close();
    storage.close();
  }

  @Test
  void readers_whateverIsLostAndLate_neverSeeOlderThingsThanTheyKnow() {
    long end = System.nanoTime() + length().toNanos();
    int sessions = STAYING + MOVING;
    List<Integer> done =
        Contention.run(
            sessions + 1, i -> i == sessions ? loseAll(end) : new Actor(i, i >= STAYING).run(end));
    assertThat(done).allMatch(count -> count > 0);
    caches.forEach(FaultyCache::recover);
    assertThat(caches.stream().mapToLong(FaultyCache::lost).sum()).isPositive();
    assertThat(caches.stream().mapToLong(FaultyCache::late).sum()).isPositive();
    converge();
    assertThat(history.reads()).isGreaterThanOrEqualTo(LEAST);
    looks.checkThatCopiesWereShown();
    history.check();
  }

  private void awaitCaches() {
    Eventually.until(
        "the cache is there", () -> caches.stream().allMatch(cache -> cache.health().available()));
  }

  private boolean goesOn(long end) {
    long over = System.nanoTime() - end;
    return over < 0 || (history.reads() < LEAST && over < SLOWEST.toNanos());
  }

  /** However long it takes, the cache is there for longer than it is not. */
  private int loseAll(long end) {
    int times = 0;
    Random random = new Random(seed);
    int pause = 200;
    while (System.nanoTime() < end) {
      pause(pause + random.nextInt(400));
      long begin = System.nanoTime();
      fixture.loseAll();
      awaitCaches();
      pause = 200 + 3 * (int) Duration.ofNanos(System.nanoTime() - begin).toMillis();
      times++;
    }
    return times;
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Once nothing changes any more, everybody sees the same within the time that copies have. */
  private void converge() {
    long begin = System.nanoTime();
    for (ContextId id : contexts) {
      Versioned<Context> last = nodes.get(0).fresh().contexts().read(id);
      for (Mplp node : nodes) {
        Eventually.until("all see the last", () -> node.contexts().read(id).equals(last));
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isLessThan(KEEP.multipliedBy(2).plus(SPARE));
  }

  /** Somebody who does one thing after the other. */
  private final class Actor {

    private final int number;
    private final boolean moving;
    private final Random random;
    private String token = "";
    private int node;
    private int count;

    Actor(int number, boolean moving) {
      this.number = number;
      this.moving = moving;
      this.random = new Random(seed * 31 + number);
      this.node = number % NODES;
    }

    int run(long end) {
      while (goesOn(end)) {
        if (moving && random.nextInt(20) == 0) {
          node = (node + 1) % NODES;
        }
        if (moving) {
          Session session = nodes.get(node).session(token);
          act(session.mplp());
          token = session.token();
        } else {
          act(nodes.get(node));
        }
        count++;
        LockSupport.parkNanos(50_000); // as if the answer went somewhere
      }
      return count;
    }

    private void act(Mplp at) {
      ContextId id = contexts.get(random.nextInt(KEYS));
      int act = random.nextInt(100);
      if (act < 6) {
        write(at, id);
      } else if (act < 8) {
        list(at);
      } else if (act < 10) {
        events(at, id);
      } else {
        read(at, id);
      }
    }

    private Versioned<Context> read(Mplp at, ContextId id) {
      long begin = System.nanoTime();
      Versioned<Context> found = at.contexts().read(id);
      note(id, found.version(), found.value().title(), begin);
      return found;
    }

    private void write(Mplp at, ContextId id) {
      Versioned<Context> found = read(at, id);
      String title = number + "/" + count;
      Context changed = found.value().toBuilder().title(title).build();
      long begin = System.nanoTime();
      try {
        Versioned<Context> stored = at.contexts().update(changed, found.version());
        history.wrote(id.value(), stored.version(), title);
        note(id, stored.version(), null, begin);
      } catch (ConflictException e) { // there is a newer one, as he is told now
        note(id, found.version() + 1, null, begin);
      }
    }

    private void list(Mplp at) {
      long begin = System.nanoTime();
      for (ContextSummary each : at.contexts().list(ContextFilter.all(), null, 100).items()) {
        note(each.contextId(), each.version(), each.title(), begin);
      }
    }

    /** Each version left one record. */
    private void events(Mplp at, ContextId id) {
      long begin = System.nanoTime();
      List<EventRecord> records = at.events().read(id, 0, 1000);
      if (!records.isEmpty()) {
        note(id, records.size(), null, begin);
      }
    }

    private void note(ContextId id, long version, @Nullable String content, long begin) {
      history.add(
          new ReadHistory.Act(
              number, node, id.value(), version, content, begin, System.nanoTime()));
    }
  }
}
