package dev.mplp.postgres;

import dev.mplp.MplpException;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets the plain change sets of concurrent callers share transactions.
 *
 * <ol>
 *   <li>A caller that finds fewer than {@value #AT_ONCE} transactions at work begins one at once,
 *       with its own sets and those that wait: a lone caller waits for nobody.
 *   <li>The others wait. Whoever has committed hands over to the first of them, which takes along
 *       the sets of the rest, so each transaction carries what came during the one before.
 *   <li>When a transaction fails for a reason that repeating does not help, each caller's sets are
 *       tried alone, so that the one to blame fails alone. An outcome that is not known is so for
 *       all of them.
 * </ol>
 *
 * <p>Sets that settle the same step do not go into one transaction.
 */
final class GroupCommit {

  /** While one transaction waits for the disk, another one does its work. */
  private static final int AT_ONCE = 2;

  private static final int MOST = 512;

  private final Function<List<ChangeSet>, List<CommitResult>> transaction;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Caller> waiting = new ArrayDeque<>();
  private int atWork;

  GroupCommit(Function<List<ChangeSet>, List<CommitResult>> transaction) {
    this.transaction = transaction;
  }

  /** The sets of one caller. */
  private static final class Caller {

    final List<ChangeSet> sets;

    /** Null in it: the caller goes to work itself. */
    final CompletableFuture<@Nullable Outcome> turn = new CompletableFuture<>();

    Caller(List<ChangeSet> sets) {
      this.sets = sets;
    }
  }

  private record Outcome(List<CommitResult> results, @Nullable RuntimeException error) {
    List<CommitResult> get() {
      if (error == null) {
        return results;
      }
      if (error instanceof OutcomeUnknownException unknown) {
        throw new OutcomeUnknownException(String.valueOf(unknown.getMessage()), unknown);
      }
      if (error instanceof StorageException failed) {
        throw new StorageException(failed.retryable(), String.valueOf(failed.getMessage()), failed);
      }
      throw new IllegalStateException("the sets of several callers failed together", error);
    }
  }

  /** Commits sets, none of which settles the same step as another one of them. */
  List<CommitResult> commit(List<ChangeSet> sets) {
    Caller own = new Caller(sets);
    if (!begins(own)) {
      Outcome outcome = own.turn.join();
      if (outcome != null) {
        return outcome.get();
      }
    }
    try {
      List<Caller> others = join(sets);
      return others.isEmpty() ? transaction.apply(sets) : together(sets, others);
    } finally {
      handOver();
    }
  }

  /** How many callers wait for their turn. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean begins(Caller caller) {
    lock.lock();
    try {
      if (atWork < AT_ONCE) {
        atWork++;
        return true;
      }
      waiting.add(caller);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes those out of the queue that go along. */
  private List<Caller> join(List<ChangeSet> sets) {
    List<Caller> others = new ArrayList<>();
    lock.lock();
    try {
      int many = sets.size();
      Set<Object> settled = steps(sets);
      for (Iterator<Caller> queue = waiting.iterator(); queue.hasNext() && many < MOST; ) {
        Caller other = queue.next();
        Set<Object> more = steps(other.sets);
        if (many + other.sets.size() <= MOST && more.stream().noneMatch(settled::contains)) {
          queue.remove();
          others.add(other);
          settled.addAll(more);
          many += other.sets.size();
        }
      }
    } finally {
      lock.unlock();
    }
    return others;
  }

  private void handOver() {
    Caller next;
    lock.lock();
    try {
      next = waiting.poll();
      if (next == null) {
        atWork--;
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.turn.complete(null);
    }
  }

  private List<CommitResult> together(List<ChangeSet> own, List<Caller> others) {
    try {
      List<ChangeSet> all = new ArrayList<>(own);
      others.forEach(other -> all.addAll(other.sets));
      List<CommitResult> results = transaction.apply(all);
      int from = own.size();
      for (Caller other : others) {
        int end = from + other.sets.size();
        other.turn.complete(new Outcome(List.copyOf(results.subList(from, end)), null));
        from = end;
      }
      return List.copyOf(results.subList(0, own.size()));
    } catch (MplpException e) {
      boolean shared = e.retryable() || e instanceof OutcomeUnknownException;
      others.forEach(
          other -> other.turn.complete(shared ? new Outcome(List.of(), e) : alone(other.sets)));
      if (shared) {
        throw e;
      }
      return transaction.apply(own);
    } catch (RuntimeException | Error e) {
      others.forEach(other -> other.turn.complete(alone(other.sets)));
      throw e;
    }
  }

  private Outcome alone(List<ChangeSet> sets) {
    try {
      return new Outcome(transaction.apply(sets), null);
    } catch (RuntimeException e) {
      return new Outcome(List.of(), e);
    } catch (Error e) {
      return new Outcome(List.of(), new IllegalStateException(e));
    }
  }

  /** What is settled, by tenant, execution and index. */
  static Set<Object> steps(List<ChangeSet> sets) {
    Set<Object> steps = new HashSet<>();
    for (ChangeSet set : sets) {
      for (Change change : set.changes()) {
        if (change instanceof Change.SettleStep step) {
          steps.add(List.of(set.tenant(), step.executionId(), step.index()));
        }
      }
    }
    return steps;
  }
}
