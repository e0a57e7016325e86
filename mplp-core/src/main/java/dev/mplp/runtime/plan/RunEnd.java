package dev.mplp.runtime.plan;

import dev.mplp.agent.StepError;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.ModuleName;
import dev.mplp.model.RunId;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.event.RunRecords;
import dev.mplp.runtime.learning.LearnFromRun;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What every end of a run has in common: its execution, plan, Trace and record change together. */
final class RunEnd {

  private final Storage storage;
  private final PlanStore plans;
  private final ProtocolObjects objects;

  RunEnd(Storage storage) {
    this.storage = storage;
    this.plans = new PlanStore(storage);
    this.objects = new ProtocolObjects(storage);
  }

  /**
   * Adds to a set what ends the present run.
   *
   * @param state COMPLETED, FAILED or CANCELLED
   * @param to what becomes of the plan
   */
  void add(
      ChangeSet.Builder set,
      ExecutionRecord record,
      ExecutionState state,
      PlanStatus to,
      @Nullable StepError error,
      Instant now) {
    add(set, record, state, to, error, null, now);
  }

  /**
   * The same, after which what the run completed may be undone.
   *
   * @param compensation how, null when it stays
   */
  void add(
      ChangeSet.Builder set,
      ExecutionRecord record,
      ExecutionState state,
      PlanStatus to,
      @Nullable StepError error,
      @Nullable CompensationRecord compensation,
      Instant now) {
    String tenant = record.principal().tenant().name();
    PlanStore.Head head = plans.head(tenant, record.planId());
    PlanStatus from = head.status();
    Transitions.PLAN.check("plan " + record.planId(), from, to);
    set.add(head.moved(to, now, record.principal().subject()).put(record.planId()));
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, record.planId());
    set.add(
        runtime
            .with(record.executionId(), compensation != null)
            .revised(false)
            .put(record.planId()));
    if (runtime.revisions()) {
      set.addAll(
          OvertakenRevisions.each(storage, tenant, record.planId(), null, "the run ended", now));
    }
    set.add(trace(record, record.runId(), state, now));
    ExecutionRecord ended = record.ended(state, now, error);
    set.add(
        compensation == null
            ? ended.put()
            : ended.compensation(ExecutionState.COMPENSATING, null, compensation).put());
    RunBudget.stop(storage, set, record, now);
    if (!record.options().learning().isEmpty()) {
      SampleOrigin origin =
          new SampleOrigin(record.contextId(), record.planId(), record.executionId());
      set.add(
          LearnFromRun.afterwards(record.runId().uuid(), origin, record.options().learning(), now));
    }
    set.add(new Change.AppendLog(RunRecords.runEnded(record.run(), from, to, state, error)));
  }

  /** The Trace of the present run. */
  Versioned<Trace> traceOf(ExecutionRecord record) {
    return traceOf(record, record.runId());
  }

  private Versioned<Trace> traceOf(ExecutionRecord record, RunId run) {
    return objects.get(
        record.principal().tenant().name(), ModuleName.TRACE, new TraceId(run.uuid()), Trace.class);
  }

  /** The Trace of a run, or of a pass over the steps to undo, that ends. */
  Change trace(ExecutionRecord record, RunId run, ExecutionState state, Instant now) {
    Versioned<Trace> stored = traceOf(record, run);
    TraceStatus status =
        switch (state) {
          case COMPLETED, COMPENSATED -> TraceStatus.COMPLETED;
          case CANCELLED, COMPENSATION_ABANDONED -> TraceStatus.CANCELLED;
          default -> TraceStatus.FAILED;
        };
    Trace trace =
        stored.value().toBuilder()
            .status(status)
            .finishedAt(now)
            .meta(stored.value().meta().updated(now, record.principal().subject()))
            .build();
    return ProtocolObjects.put(trace, stored.version(), record.contextId().value(), null);
  }
}
