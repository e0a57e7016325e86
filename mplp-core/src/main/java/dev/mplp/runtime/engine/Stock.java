package dev.mplp.runtime.engine;

import dev.mplp.spi.Claim;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Claims that wait for a handler's thread. Those that wait for too long, because handlers became
 * slow all of a sudden, are given back to whoever has time.
 */
final class Stock {

  /** How long a claim may wait, and how often that is to be looked at. */
  static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(250);

  static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);

  private final ExecutorService threads;
  private final Semaphore turns;
  private final Set<Turn> waiting = ConcurrentHashMap.newKeySet();
  private final Consumer<Turn> run;
  private final Consumer<Turn> giveBack;

  /**
   * An empty stock.
   *
   * @param concurrency threads at once
   * @param run does a claim, on one of the threads
   * @param giveBack is called instead when it waited for too long, or there are no threads any more
   */
  Stock(int concurrency, Consumer<Turn> run, Consumer<Turn> giveBack) {
    this.threads = Threads.forHandlers(concurrency);
    this.turns = new Semaphore(concurrency);
    this.run = run;
    this.giveBack = giveBack;
  }

  void add(Claim claim, UUID worker) {
    Turn turn = new Turn(claim, worker);
    waiting.add(turn);
    try {
      threads.execute(() -> inTurn(turn));
    } catch (RejectedExecutionException e) {
      giveBack(turn);
    }
  }

  /** A pool has only so many threads; of virtual ones there is one for each claim in stock. */
  private void inTurn(Turn turn) {
    turns.acquireUninterruptibly();
    try {
      if (turn.take()) {
        waiting.remove(turn);
        run.accept(turn);
      }
    } finally {
      turns.release();
    }
  }

  /** Gives back what has waited so long; how many. */
  int giveBack(long nanos) {
    int many = 0;
    for (Turn turn : List.copyOf(waiting)) {
      if (turn.waitedFor(nanos) && giveBack(turn)) {
        many++;
      }
    }
    return many;
  }

  private boolean giveBack(Turn turn) {
    if (!turn.take()) {
      return false;
    }
    waiting.remove(turn);
    giveBack.accept(turn);
    return true;
  }

  /** No more turns; what runs goes on. */
  void close() {
    threads.shutdown();
  }

  /** Interrupts what still runs. */
  void closeNow() {
    threads.shutdownNow();
  }
}
