package dev.mplp.postgres;

import dev.mplp.MplpException;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies the change sets of one call: the plain ones together and with those of other callers in
 * one transaction ({@link GroupCommit}), then each other one in a transaction of its own.
 *
 * <p>Plain is what the engine writes most: a set of log records and at most one settlement. Plain
 * sets touch no document, so nothing but documents orders the others among themselves.
 */
final class Committer {

  private final Database database;
  private final PlainSets plainSets;
  private final GroupCommit group = new GroupCommit(this::transact);
  private final AnySet anySet;
  private final Consumer<Set<Signal>> signals;

  /**
   * Commits to a database.
   *
   * @param signals is told what was committed
   */
  Committer(
      Database database,
      Executions executions,
      Readiness readiness,
      StepLimits limits,
      Consumer<Set<Signal>> signals) {
    this.database = database;
    this.signals = signals;
    Sql sql = database.sql();
    SettleSteps settleSteps = new SettleSteps(sql, executions);
    plainSets = new PlainSets(sql, executions, settleSteps, readiness);
    anySet = new AnySet(sql, executions, settleSteps, readiness, limits);
  }

  /** How many callers wait for their turn. */
  int waiting() {
    return group.waiting();
  }

  List<CommitResult> commit(List<ChangeSet> sets) {
    @Nullable CommitResult[] results = new CommitResult[sets.size()];
    List<Integer> plain = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    Set<Object> settled = new HashSet<>();
    for (int i = 0; i < results.length; i++) {
      (isPlain(sets.get(i), settled) ? plain : others).add(i);
    }
    boolean committed = false;
    try {
      if (!plain.isEmpty()) {
        commitPlain(sets, plain, results);
        committed = true;
      }
      for (int i : others) {
        results[i] = commitAny(sets.get(i));
        committed = true;
      }
    } catch (MplpException e) {
      if (committed && !(e instanceof OutcomeUnknownException)) {
        throw new OutcomeUnknownException(
            "some of the change sets were committed before an error; repeat them all: "
                + e.getMessage(),
            e);
      }
      throw e;
    }
    return List.of(results);
  }

  private void commitPlain(
      List<ChangeSet> sets, List<Integer> plain, @Nullable CommitResult[] results) {
    List<CommitResult> committed = group.commit(plain.stream().map(sets::get).toList());
    for (int i = 0; i < committed.size(); i++) {
      results[plain.get(i)] = committed.get(i);
    }
  }

  private List<CommitResult> transact(List<ChangeSet> plain) {
    PlainSets.Answer answer =
        database.transact((connection, last) -> plainSets.apply(connection, plain, last));
    signals.accept(answer.signals());
    return answer.results();
  }

  private CommitResult commitAny(ChangeSet set) {
    try {
      AnySet.Answer answer =
          database
              .of(set.tenant())
              .transact((connection, last) -> anySet.apply(connection, set, last));
      signals.accept(answer.signals());
      return answer.result();
    } catch (AnySet.RefusedException e) {
      return e.result();
    }
  }

  /** Whether all of them are plain, and so make one transaction. */
  static boolean arePlain(List<ChangeSet> sets) {
    Set<Object> settled = new HashSet<>();
    return sets.stream().allMatch(set -> isPlain(set, settled));
  }

  PlainSets plainSets() {
    return plainSets;
  }

  /** Plain, and no earlier plain set of the call settles the same step. */
  private static boolean isPlain(ChangeSet set, Set<Object> settled) {
    Change.@Nullable SettleStep settlement = null;
    for (Change change : set.changes()) {
      if (change instanceof Change.SettleStep step && settlement == null) {
        settlement = step;
      } else if (!(change instanceof Change.AppendLog)) {
        return false;
      }
    }
    return settlement == null
        || settled.add(List.of(set.tenant(), settlement.executionId(), settlement.index()));
  }
}
