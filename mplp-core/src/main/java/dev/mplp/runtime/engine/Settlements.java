package dev.mplp.runtime.engine;

import dev.mplp.MplpException;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.Together;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what became of steps: whatever is there when the storage is free goes in one call, a lone
 * one waits for nobody. Where places are free, the same call claims the next steps.
 *
 * <p>While the storage is away the sets are kept and repeated as they are; whether one was
 * committed before its answer was lost is found out by that. If it takes too long the lease ends,
 * others do the steps, and the late results are refused.
 */
final class Settlements implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);
  private static final int MOST = 512;

  /** How long a result waits for others that may come in the same moment. */
  private static final long MOMENT = 150_000;

  private final Storage storage;
  private final Claims claims;
  private final IntPredicate moreToCome;
  private final Runnable lookAgain;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile long giveUpAt = Long.MAX_VALUE;

  private record Waiting(ChangeSet set, Consumer<CommitResult> answer, Runnable lost) {}

  /**
   * A thread that commits.
   *
   * @param claims what is claimed along with a commit
   * @param moreToCome whether more results may come in a moment than so many; a lone one waits for
   *     nobody
   * @param lookAgain is run after a commit when there may be steps left to claim
   */
  Settlements(Storage storage, Claims claims, IntPredicate moreToCome, Runnable lookAgain) {
    this.storage = storage;
    this.claims = claims;
    this.moreToCome = moreToCome;
    this.lookAgain = lookAgain;
    this.thread = Threads.named("settle").newThread(this::run);
    thread.start();
  }

  /**
   * Commits the set soon; the answer is given on the thread that commits, and must be quick.
   *
   * @param lost is run instead when the storage does not take the set: then the step is still
   *     RUNNING
   */
  void submit(ChangeSet set, Consumer<CommitResult> answer, Runnable lost) {
    queue.add(new Waiting(set, answer, lost));
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      batch.clear();
      Waiting first = next();
      if (first == null) {
        continue;
      }
      batch.add(first);
      queue.drainTo(batch, MOST - 1);
      if (moreToCome.test(batch.size())) {
        LockSupport.parkNanos(MOMENT);
        queue.drainTo(batch, MOST - batch.size());
      }
      commit(batch);
    }
  }

  private @Nullable Waiting next() {
    try {
      return queue.poll(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing = true; // nobody else has this thread: it is the end
      return queue.poll();
    }
  }

  private void commit(List<Waiting> batch) {
    List<ChangeSet> sets = new ArrayList<>(batch.size());
    batch.forEach(waiting -> sets.add(waiting.set()));
    Together together = Together.of(sets);
    for (long pause = 10; ; pause = Math.min(pause * 2, 500)) {
      try {
        // A repetition is a commit alone: whatever went wrong was not to do with claims.
        answer(batch, pause == 10 ? commitAndClaim(together) : commitAlone(together));
        return;
      } catch (RuntimeException e) {
        boolean retryable = e instanceof MplpException mplp && mplp.retryable();
        if (retryable && System.nanoTime() <= giveUpAt) {
          LOG.warn("step results could not be stored yet, trying again: {}", e.getMessage());
          Pause.millis(pause);
          continue;
        }
        if (!retryable && batch.size() > 1) {
          batch.forEach(waiting -> commit(List.of(waiting))); // one of them is to blame
          return;
        }
        LOG.error(
            "{} step results could not be stored; the steps will be done again", batch.size(), e);
        batch.forEach(waiting -> waiting.lost().run());
        return;
      }
    }
  }

  private Answers commitAlone(Together together) {
    List<CommitResult> results = storage.commit(together.merged());
    return new Answers(together.results(results, storage::commit), true);
  }

  private Answers commitAndClaim(Together together) {
    Claims.Order order = claims.order();
    if (order == null) {
      return commitAlone(together);
    }
    Storage.Exchange exchange;
    try {
      exchange = storage.exchange(together.merged(), order.worker(), order.roles(), order.max());
    } catch (OutcomeUnknownException e) {
      order.unknown();
      throw e;
    } catch (RuntimeException e) {
      order.gotNothing();
      throw e;
    }
    boolean isMoreLeft = order.got(exchange.claims());
    return new Answers(together.results(exchange.results(), storage::commit), isMoreLeft);
  }

  /**
   * What a commit answered.
   *
   * @param isMoreLeft whether there may be steps left to claim
   */
  private record Answers(List<CommitResult> results, boolean isMoreLeft) {}

  private void answer(List<Waiting> batch, Answers answers) {
    for (int i = 0; i < batch.size(); i++) {
      answer(batch.get(i), answers.results().get(i));
    }
    if (answers.isMoreLeft()) {
      lookAgain.run();
    }
  }

  private static void answer(Waiting waiting, CommitResult result) {
    try {
      waiting.answer().accept(result);
    } catch (RuntimeException e) {
      LOG.error("after a step was settled", e);
    }
  }

  /** Commits what is there, as long as that takes but no longer than told before. */
  void close(Duration longest) {
    giveUpAt = System.nanoTime() + longest.toNanos();
    closing = true;
    try {
      thread.join(longest.toMillis() + 1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }
}
