package dev.mplp.runtime.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.event.CompensationRecords;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Does the end of the undoing of an execution, which is claimed like a step: looks whether every
 * step is undone and tells how the execution stands, all in one commit that settles the claim.
 */
public final class FinishCompensation {

  private static final int PAGE = 1000;

  private final Storage storage;
  private final Executions executions;
  private final RunEnd end;

  /** Finishes compensations of this storage. */
  public FinishCompensation(Storage storage) {
    this.storage = storage;
    this.executions = new Executions(storage);
    this.end = new RunEnd(storage);
  }

  /** The set that finishes, with the state that the execution comes to. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public Commits.Change<ExecutionState> finish(Claim claim, UUID worker) {
    ExecutionId id = new ExecutionId(requireNonNull(claim.compensates(), "compensates"));
    ExecutionRecord record = executions.get(claim.tenant(), id);
    CompensationRecord compensation = requireNonNull(record.compensation(), "compensation");
    Instant now = Times.micros(storage.now());
    Optional<StepRun> failed = failed(claim);
    CompensationRecord ended =
        compensation.ended(
            now,
            failed.map(step -> new StepId(step.stepId())).orElse(null),
            failed.map(step -> StepRecord.of(step.result()).error()).orElse(null));
    ExecutionState state =
        failed.isPresent() ? ExecutionState.COMPENSATION_FAILED : ExecutionState.COMPENSATED;
    ChangeSet.Builder set = ChangeSet.builder(claim.tenant());
    set.add(
        new Change.SettleStep(
            claim.executionId(),
            Claim.END,
            claim.attempt(),
            worker,
            new Settlement.Completed(),
            null));
    set.add(
        new Change.ControlExecution(
            claim.executionId(),
            List.of(Phase.OPEN, Phase.STOPPING),
            Phase.CLOSED,
            SkipReason.UPSTREAM));
    addEnd(set, record, state, ended);
    return new Commits.Change<>(set.build(), state);
  }

  /** Adds what every end of a compensation has in common. */
  void addEnd(
      ChangeSet.Builder set,
      ExecutionRecord record,
      ExecutionState state,
      CompensationRecord ended) {
    Instant now = requireNonNull(ended.endedAt(), "endedAt");
    set.add(record.compensation(state, now, ended).put());
    if (state != ExecutionState.COMPENSATION_FAILED) {
      set.add(
          PlanRuntime.of(storage, record.principal().tenant().name(), record.planId())
              .with(record.executionId(), false)
              .put(record.planId()));
    }
    if (record.state() == ExecutionState.COMPENSATING) {
      set.add(end.trace(record, ended.runId(), state, now));
    }
    set.add(new Change.AppendLog(entry(record, state, ended)));
  }

  private static LogEntry entry(
      ExecutionRecord record, ExecutionState state, CompensationRecord ended) {
    return state == ExecutionState.COMPENSATION_ABANDONED
        ? CompensationRecords.abandoned(
            record.run(ended.runId()),
            requireNonNull(ended.abandonedBy()),
            requireNonNull(ended.reason()))
        : CompensationRecords.ended(
            record.run(ended.runId()), ended.steps(), ended.failedStep(), ended.error());
  }

  /** The step that could not be undone; those after it were not begun. */
  private Optional<StepRun> failed(Claim claim) {
    int failed =
        storage.work().tally(claim.tenant(), claim.executionId()).getOrDefault(StepState.FAILED, 0);
    int after = failed == 0 ? Integer.MAX_VALUE : -1;
    while (after < Integer.MAX_VALUE) {
      List<StepRun> page = storage.work().steps(claim.tenant(), claim.executionId(), after, PAGE);
      for (StepRun step : page) {
        if (step.state() == StepState.FAILED) {
          return Optional.of(step);
        }
        after = step.index();
      }
      after = page.size() < PAGE ? Integer.MAX_VALUE : after;
    }
    return Optional.empty();
  }
}
