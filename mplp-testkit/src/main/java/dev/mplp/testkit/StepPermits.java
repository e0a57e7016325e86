package dev.mplp.testkit;

import dev.mplp.spi.Claim;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How many steps may be begun, what was begun and has not ended, and what was looked for. The end
 * of an execution needs no permit, but may make steps ready: those that undo what was done.
 */
final class StepPermits {

  private final boolean stepwise;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Begun> begun = new HashSet<>();
  private final Set<Begun> ends = new HashSet<>();
  private int permits;
  private int inHand;
  private long emptyClaims;

  /** How many steps and ends were settled, and how many claims had been empty at the last. */
  private long settlements;

  private long emptyBefore;

  private long looks;
  private long nothingDue;

  private record Begun(UUID executionId, int index) {}

  StepPermits(boolean stepwise) {
    this.stepwise = stepwise;
  }

  /** Takes as many permits as there are, at most {@code max}, until the claim is made. */
  int take(int max) {
    lock.lock();
    try {
      if (!stepwise) {
        return max;
      }
      int taken = Math.min(permits, max);
      permits -= taken;
      inHand += taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** How many steps and ends were settled so far. */
  long settlements() {
    lock.lock();
    try {
      return settlements;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was claimed with permits that were taken; those that were not needed come back.
   *
   * @param seen how many settlements there were before the claim
   */
  void claimed(int taken, List<Claim> claims, long seen) {
    lock.lock();
    try {
      int steps = 0;
      for (Claim claim : claims) {
        Begun one = new Begun(claim.executionId(), claim.index());
        if (claim.isEnd()) {
          ends.add(one);
        } else {
          begun.add(one);
          steps++;
        }
      }
      if (stepwise) {
        inHand -= taken;
        permits += taken - steps;
      }
      if (taken > 0 && claims.isEmpty() && seen == settlements) {
        emptyClaims++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void settled(UUID executionId, int index) {
    lock.lock();
    try {
      Begun one = new Begun(executionId, index);
      if (begun.remove(one) || ends.remove(one)) {
        emptyBefore = emptyClaims;
        settlements++;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The process crashed: nothing that it began ends. */
  void forget() {
    lock.lock();
    try {
      begun.clear();
      ends.clear();
      permits = 0;
      inHand = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody begins to look for timers. */
  long beginLook() {
    lock.lock();
    try {
      return ++looks;
    } finally {
      lock.unlock();
    }
  }

  /** A look found no timer: what an earlier one found is done. */
  void nothingDue(long look) {
    lock.lock();
    try {
      nothingDue = Math.max(nothingDue, look);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What a step-by-step test waits for. */
  enum Outcome {
    DONE,
    NOTHING_READY,
    CRASHED
  }

  /**
   * Lets one step begin and waits until it has ended.
   *
   * @param nudge makes the process look for steps
   */
  Outcome letOne(Runnable nudge, BooleanSupplier crashed, Duration longest) {
    long empty;
    lock.lock();
    try {
      permits = 1;
      empty = emptyClaims;
    } finally {
      lock.unlock();
    }
    nudge.run();
    lock.lock();
    try {
      await(
          () ->
              crashed.getAsBoolean()
                  || (permits == 0 && inHand == 0 && begun.isEmpty())
                  || (permits == 1 && isNothingReady(empty)),
          longest,
          "the step that was begun does not end");
      Outcome outcome =
          crashed.getAsBoolean()
              ? Outcome.CRASHED
              : permits == 0 ? Outcome.DONE : Outcome.NOTHING_READY;
      permits = 0;
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /** A claim came back empty since, after all that was begun had been settled. */
  private boolean isNothingReady(long empty) {
    return emptyClaims > Math.max(empty, emptyBefore) && begun.isEmpty() && ends.isEmpty();
  }

  /** Waits until timers that are due now had their effect. */
  void awaitTimers(Runnable nudge, BooleanSupplier crashed, Duration longest) {
    long from;
    lock.lock();
    try {
      from = looks;
    } finally {
      lock.unlock();
    }
    nudge.run();
    lock.lock();
    try {
      await(
          () -> crashed.getAsBoolean() || nothingDue > from,
          longest,
          "timers that are due have no end");
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier condition, Duration longest, String otherwise) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(otherwise + " in " + longest + "; begun are " + begun);
      }
      try {
        // a crash is seen without a signal
        long unused = changed.awaitNanos(Math.min(left, Duration.ofMillis(5).toNanos()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting", e);
      }
    }
  }
}
