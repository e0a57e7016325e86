package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.runtime.budget.BudgetRecord;
import dev.mplp.runtime.budget.Crossing;
import dev.mplp.runtime.budget.Usage;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts what attempts use of their execution's budget, each time in one commit over the version
 * that was read. Attempts of this process count one after the other, so that only processes contend
 * for the record; executions without a budget count nothing and commit nothing here.
 */
final class CountUsage {

  private static final Logger LOG = System.getLogger(CountUsage.class.getName());
  private static final int MOST = 500;

  private final Storage storage;
  private final Commits commits;
  private final BudgetWatch watch;

  CountUsage(Storage storage, Commits commits, BudgetWatch watch) {
    this.storage = storage;
    this.commits = commits;
    this.watch = watch;
  }

  /** Whether there is anything to count for; to undo a step is not refused for its cost. */
  boolean counts(Attempt attempt) {
    return attempt.info().options().budget() != null && !attempt.isCompensation();
  }

  /**
   * Counts an attempt that is about to begin; one that goes on after it waited was counted then.
   *
   * @return false when the budget allows no more: then the execution is held or stopped
   */
  boolean begins(Attempt attempt) {
    if (!counts(attempt)) {
      return true;
    }
    boolean goesOn = attempt.claim().continued();
    BudgetRecord budget =
        count(attempt, List.of(), (known, now) -> goesOn ? null : beginning(known, now));
    if (budget.isExceeded()) {
      enforce(attempt);
    }
    return !budget.isExceeded();
  }

  private static @Nullable Crossing beginning(BudgetRecord known, Instant now) {
    if (known.isExceeded()) {
      return null;
    }
    Crossing before =
        known.isOutOfSteps() ? Crossing.outOfSteps(known, now) : Crossing.of(known, now);
    return before.exceeded().isEmpty() ? Crossing.of(known.plusStep(), now) : before;
  }

  /**
   * Counts what a handler reported, in the commit that records its segments.
   *
   * @param entries the segments
   */
  void used(Attempt attempt, Usage usage, List<LogEntry> entries) {
    count(attempt, entries, (known, now) -> Crossing.of(known.plus(usage), now));
  }

  private interface Step {
    /** What the budget becomes, null when it stays as it is. */
    @Nullable Crossing from(BudgetRecord known, Instant now);
  }

  private BudgetRecord count(Attempt attempt, List<LogEntry> entries, Step step) {
    ExecutionId id = ExecutionInfo.id(attempt.claim());
    KnownBudget known = attempt.info().budget();
    Crossing crossed;
    known.lock().lock();
    try {
      crossed = commit(attempt, id, known, entries, step);
    } finally {
      known.lock().unlock();
    }
    watch.told(id, crossed);
    if (!crossed.exceeded().isEmpty()) {
      enforce(attempt);
    }
    return crossed.after();
  }

  /**
   * What is counted is counted: when this fails, or the handler is interrupted, the timer does it.
   */
  private void enforce(Attempt attempt) {
    try {
      watch.enforce(attempt.tenant(), ExecutionInfo.id(attempt.claim()));
    } catch (StorageException | OutcomeUnknownException e) {
      LOG.log(Level.DEBUG, "the timer holds or stops what is over budget", e);
    }
  }

  private Crossing commit(
      Attempt attempt, ExecutionId id, KnownBudget known, List<LogEntry> entries, Step step) {
    for (int tries = 0; tries < MOST; tries++) {
      BudgetRecord before = known.read(storage, attempt.tenant(), id);
      Instant now = Times.micros(storage.now());
      Crossing crossing = step.from(before, now);
      if (crossing == null) {
        return new Crossing(before, List.of(), List.of());
      }
      ChangeSet.Builder set = ChangeSet.builder(attempt.tenant());
      BudgetWatch.tell(set, attempt.run(), crossing, now);
      entries.forEach(entry -> set.add(new Change.AppendLog(entry)));
      if (!crossing.exceeded().isEmpty()) {
        set.add(BudgetRecord.look(id, now));
      }
      known.forget(); // until it is sure
      if (commits.commit(set.build()).isCommitted()) {
        known.is(crossing.after().stored());
        return crossing;
      }
      Pause.jitter(tries);
    }
    throw new StorageException(
        true, "the budget of execution " + id + " is changed by others all the time", null);
  }
}
