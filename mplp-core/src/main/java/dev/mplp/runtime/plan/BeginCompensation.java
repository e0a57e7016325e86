package dev.mplp.runtime.plan;

import dev.mplp.model.RunId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.runtime.event.CompensationRecords;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks, when a run has failed or was cancelled, which of the steps that it completed are to be
 * undone, and makes them work of their own: a chain, so that one is undone after the other. It is
 * claimed, retried and taken over like the work of a plan, while the steps stay completed.
 */
final class BeginCompensation {

  private final PlanStore plans;
  private final Executions executions;

  BeginCompensation(Storage storage) {
    this.plans = new PlanStore(storage);
    this.executions = new Executions(storage);
  }

  /** What is to be undone, in order. */
  record Todo(CompensationRecord record, List<StepRun> steps) {}

  /** Empty when the execution is to be left as it is, or nothing of it can be undone. */
  Optional<Todo> look(ExecutionRecord record, ExecutionState cause, Instant now) {
    if (!isWanted(record, cause)) {
      return Optional.empty();
    }
    CompensationOrder order = new CompensationOrder();
    executions.eachStep(
        record.principal().tenant().name(),
        record.executionId(),
        step -> {
          if (step.state() == StepState.COMPLETED) {
            order.add(step, isToUndo(step));
          }
        });
    List<StepRun> steps = order.steps();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Todo(CompensationRecord.begun(cause, steps.size(), RunId.random(), now), steps));
  }

  private static boolean isWanted(ExecutionRecord record, ExecutionState cause) {
    return cause == ExecutionState.CANCELLED
        ? record.options().compensation().onCancel()
        : cause == ExecutionState.FAILED
            && record.options().onFailure() == FailurePolicy.COMPENSATE;
  }

  /** A step that came completed, from elsewhere, is not undone here. */
  private static boolean isToUndo(StepRun step) {
    return step.attempt() > 0 && StepRecord.of(step.result()).compensable();
  }

  /** Adds the work, its Trace and its record to the set that ends the run. */
  void add(ChangeSet.Builder set, ExecutionRecord record, Todo todo, Instant now) {
    CompensationRecord begun = todo.record();
    set.add(
        new Change.StartExecution(
            begun.workId(),
            record.contextId().value(),
            begun.runId().uuid(),
            1,
            Phase.OPEN,
            chain(record, todo.steps()),
            record.executionId().uuid()));
    String title = plans.head(record.principal().tenant().name(), record.planId()).title();
    set.add(RunTrace.ofCompensation(record, begun.runId(), title, null, now));
    set.add(
        new Change.AppendLog(
            CompensationRecords.begun(
                record.run(begun.runId()), begun.cause(), begun.steps(), record.runId())));
  }

  private static List<Change.NewStep> chain(ExecutionRecord record, List<StepRun> steps) {
    List<Change.NewStep> chain = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      StepRun step = steps.get(i);
      byte[] payload =
          StepPayload.parse(step.payload()).bytesForUndoing(record.executionId().uuid());
      chain.add(
          new Change.NewStep(
              i,
              step.stepId(),
              step.role(),
              i == 0 ? List.of() : List.of(i - 1),
              StepState.WAITING,
              payload));
    }
    return chain;
  }
}
