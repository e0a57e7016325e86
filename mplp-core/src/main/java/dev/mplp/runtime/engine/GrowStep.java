package dev.mplp.runtime.engine;

import dev.mplp.ValidationException;
import dev.mplp.agent.StepResult;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.runtime.plan.GrowPlan;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.util.List;

/**
 * Completes a step whose handler adds steps to the plan: both in one commit of its own. Who grows
 * the same plan at the same time comes one after the other.
 */
final class GrowStep {

  private static final int MOST = 200;

  private final Storage storage;
  private final Commits commits;
  private final GrowPlan growPlan;

  GrowStep(Storage storage, Commits commits, GateChoice choice) {
    this.storage = storage;
    this.commits = commits;
    this.growPlan = new GrowPlan(storage, choice);
  }

  /**
   * What the storage answered; a conflict when the execution is stopping, and does not grow any
   * more.
   *
   * @param record what is kept with the step
   * @throws ValidationException when the steps cannot be added
   */
  CommitResult complete(Attempt attempt, StepResult.CompletedAdding result, byte[] record) {
    for (int tries = 0; ; tries++) {
      CommitResult answer = commits.commit(set(attempt, result, record));
      if (!(answer instanceof CommitResult.Conflict) || isStopping(attempt)) {
        return answer;
      }
      if (tries == MOST) {
        throw new StorageException(
            true, "plan " + attempt.info().planId() + " is changed all the time", null);
      }
      attempt.info().forgetSteps();
      Pause.jitter(tries);
    }
  }

  private boolean isStopping(Attempt attempt) {
    return storage
        .work()
        .execution(attempt.tenant(), attempt.claim().executionId())
        .map(execution -> execution.phase() == Phase.STOPPING || execution.phase() == Phase.CLOSED)
        .orElse(true);
  }

  private ChangeSet set(Attempt attempt, StepResult.CompletedAdding result, byte[] record) {
    Claim claim = attempt.claim();
    ExecutionInfo info = attempt.info();
    List<Change> growth =
        info.withSteps(
            known ->
                growPlan.changes(
                    info.principal(),
                    attempt.run(),
                    attempt.stepId(),
                    claim.attempt(),
                    result.added(),
                    known,
                    info.options().gates()));
    return ChangeSet.builder(attempt.tenant())
        .add(
            new Change.SettleStep(
                claim.executionId(),
                claim.index(),
                claim.attempt(),
                attempt.worker(),
                new Settlement.Completed(),
                record))
        .add(
            new Change.AppendLog(
                StepRecords.stepCompleted(
                    attempt.run(),
                    attempt.stepId(),
                    claim.index(),
                    claim.attempt(),
                    result.output())))
        .addAll(growth)
        .build();
  }
}
