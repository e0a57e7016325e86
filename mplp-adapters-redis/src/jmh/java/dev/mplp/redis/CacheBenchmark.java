package dev.mplp.redis;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.Versioned;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.postgres.PostgresStorage;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.runtime.Caching;
import dev.mplp.runtime.MplpRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at Contexts: from a private PostgreSQL, from a private Redis, from the memory of the
 * process, and from both caches while another process changes some of them. All of it takes turns
 * in one run, after a turn that does not count; prints a table.
 */
public final class CacheBenchmark {

  private static final int CONTEXTS = 1_000;
  private static final int ROUNDS = 3;
  private static final long TURN = TimeUnit.SECONDS.toNanos(Integer.getInteger("mplp.turn", 4));
  private static final int[] THREADS = {1, 8};
  private static final int MOST = 2_000_000;
  private static final String STORAGE = "PostgreSQL, no cache";
  private static final String FAR = "Redis alone";
  private static final String NEAR = "memory, then Redis";
  private static final String CHANGED = "the same, 20 changes/s elsewhere";

  private final Map<String, Mplp> runtimes = new LinkedHashMap<>();
  private final List<ContextId> contexts = new ArrayList<>();
  private final Mplp writer;

  private CacheBenchmark(Mplp storage, Mplp far, Mplp near, Mplp writer) {
    runtimes.put(STORAGE, storage);
    runtimes.put(FAR, far);
    runtimes.put(NEAR, near);
    runtimes.put(CHANGED, near);
    this.writer = writer;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    try (PostgresServer postgres = PostgresServer.start("fsync=on", "shared_buffers=256MB");
        RedisServer redis = RedisServer.start();
        RedisMemory one = RedisMemory.connect(redis.url());
        RedisMemory two = RedisMemory.connect(redis.url());
        RedisMemory three = RedisMemory.connect(redis.url());
        Mplp storage = over(postgres).build();
        Mplp far = over(postgres).cache(Caching.by(one.objects()).near(1)).build();
        Mplp near = over(postgres).cache(Caching.by(two.objects())).build();
        Mplp writer = over(postgres).cache(Caching.by(three.objects())).build()) {
      for (Mplp each : List.of(far, near, writer)) {
        while (each.health().status() != RuntimeHealth.Status.UP) {
          LockSupport.parkNanos(1_000_000);
        }
      }
      new CacheBenchmark(storage, far, near, writer).run();
    }
  }

  private static MplpRuntime.Builder over(PostgresServer postgres) {
    return MplpRuntime.builder().ownedStorage(PostgresStorage.connect(postgres.url()));
  }

  private void run() throws Exception {
    for (int i = 0; i < CONTEXTS; i++) {
      Context context =
          Context.builder(Root.of("finance", "staging"), "Loan " + i)
              .summary("x".repeat(1_500))
              .build();
      contexts.add(writer.contexts().create(context).contextId());
    }
    System.out.printf(
        "%d Contexts of 2 KB, %d turns of %d s each%n%n",
        CONTEXTS, ROUNDS, TimeUnit.NANOSECONDS.toSeconds(TURN));
    System.out.println("| threads | from | p50, us | p99, us | looks/s |");
    System.out.println("|---|---|---|---|---|");
    for (int threads : THREADS) {
      Map<String, List<long[]>> samples = new LinkedHashMap<>();
      for (int round = 0; round <= ROUNDS; round++) {
        for (String from : runtimes.keySet()) {
          long[] turn = turn(from, threads);
          if (round > 0) {
            samples.computeIfAbsent(from, name -> new ArrayList<>()).add(turn);
          }
        }
      }
      samples.forEach((from, turns) -> print(threads, from, turns));
    }
  }

  private static void print(int threads, String from, List<long[]> turns) {
    long[] all = turns.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    double seconds = TURN / 1e9 * turns.size();
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %.1f | %.1f | %,.0f |%n",
        threads,
        from,
        all[all.length / 2] / 1e3,
        all[(int) (all.length * 0.99)] / 1e3,
        all.length / seconds);
  }

  /** How long each look took. */
  private long[] turn(String from, int threads) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads + 1);
    try {
      long end = System.nanoTime() + TURN;
      Mplp mplp = runtimes.get(from);
      List<Future<long[]>> looking = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int seed = i;
        looking.add(executor.submit(() -> look(mplp, seed, end)));
      }
      if (from.equals(CHANGED)) {
        executor.submit(() -> change(end)).get();
      }
      List<long[]> taken = new ArrayList<>();
      for (Future<long[]> one : looking) {
        taken.add(one.get());
      }
      return taken.stream().flatMapToLong(Arrays::stream).toArray();
    } finally {
      executor.shutdownNow();
    }
  }

  private long[] look(Mplp mplp, int seed, long end) {
    long[] took = new long[MOST];
    Random random = new Random(seed);
    int count = 0;
    long begin = System.nanoTime();
    while (begin < end && count < MOST) {
      mplp.contexts().get(contexts.get(random.nextInt(CONTEXTS)));
      long now = System.nanoTime();
      took[count++] = now - begin;
      begin = now;
    }
    return Arrays.copyOf(took, count);
  }

  private int change(long end) {
    Random random = new Random(7);
    int changes = 0;
    while (System.nanoTime() < end) {
      Versioned<Context> found =
          writer.fresh().contexts().read(contexts.get(random.nextInt(CONTEXTS)));
      Context changed = found.value().toBuilder().title("Loan of " + changes++).build();
      writer.contexts().update(changed, found.version());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return changes;
  }
}
