package dev.mplp.runtime.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.event.OpenAttempts;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.runtime.trace.TraceSegments;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import dev.mplp.trace.TraceSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Does the end of an execution, which is claimed like a step: looks what became of the steps and
 * closes the run, all in one commit that settles the claim.
 */
public final class FinishRun {

  private final Storage storage;
  private final Executions executions;
  private final Approvals approvals;
  private final RunEnd end;
  private final BeginCompensation compensation;

  /** Finishes executions of this storage. */
  public FinishRun(Storage storage) {
    this.storage = storage;
    this.executions = new Executions(storage);
    this.approvals = new Approvals(storage);
    this.end = new RunEnd(storage);
    this.compensation = new BeginCompensation(storage);
  }

  /** The set that finishes, with the state that the execution comes to. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public Commits.Change<ExecutionState> finish(Claim claim, UUID worker) {
    ExecutionId id = new ExecutionId(claim.executionId());
    ExecutionRecord record = executions.get(claim.tenant(), id);
    Instant now = Times.micros(storage.now());
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
            List.of(Phase.OPEN, Phase.HELD, Phase.STOPPING),
            Phase.CLOSED,
            SkipReason.CANCELLED));
    Map<StepState, Integer> tally = storage.work().tally(claim.tenant(), claim.executionId());
    boolean skipped = tally.getOrDefault(StepState.SKIPPED, 0) > 0;
    Leftovers leftovers =
        skipped || failed(tally)
            ? leftovers(claim, record, skipped)
            : new Leftovers(null, List.of(), List.of());
    ExecutionState state = state(record, tally);
    set.addAll(leftovers.records());
    if (skipped) {
      set.addAll(
          approvals.cancelPending(claim.tenant(), id, "the run ended without the step", now));
    }
    if (!leftovers.segments().isEmpty()) {
      set.add(new Change.AppendItems(Kinds.TRACE, record.runId().value(), 0, leftovers.segments()));
    }
    StepError error = error(record, leftovers.error());
    Optional<BeginCompensation.Todo> todo = compensation.look(record, state, now);
    @Nullable CompensationRecord begun = todo.map(BeginCompensation.Todo::record).orElse(null);
    end.add(set, record, state, plan(state), error, begun, now);
    todo.ifPresent(begin -> compensation.add(set, record, begin, now));
    return new Commits.Change<>(set.build(), begun == null ? state : ExecutionState.COMPENSATING);
  }

  private static boolean failed(Map<StepState, Integer> tally) {
    return tally.getOrDefault(StepState.FAILED, 0) > 0;
  }

  private static ExecutionState state(ExecutionRecord record, Map<StepState, Integer> tally) {
    ExecutionRecord.Stop stop = record.stop();
    if (stop != null) {
      return stop.kind().equals(ExecutionRecord.Stop.CANCELLED)
          ? ExecutionState.CANCELLED
          : ExecutionState.FAILED;
    }
    return failed(tally) ? ExecutionState.FAILED : ExecutionState.COMPLETED;
  }

  private static PlanStatus plan(ExecutionState state) {
    return switch (state) {
      case COMPLETED -> PlanStatus.COMPLETED;
      case CANCELLED -> PlanStatus.CANCELLED;
      default -> PlanStatus.FAILED;
    };
  }

  private static @Nullable StepError error(ExecutionRecord record, @Nullable StepError step) {
    ExecutionRecord.Stop stop = record.stop();
    if (stop != null && stop.kind().equals(ExecutionRecord.Stop.DEADLINE)) {
      return StepError.permanent(
          StepError.DEADLINE, "the execution took longer than " + record.options().deadline());
    }
    if (stop != null && stop.kind().equals(ExecutionRecord.Stop.BUDGET)) {
      return StepError.permanent(
          StepError.BUDGET_EXCEEDED, Objects.requireNonNullElse(stop.reason(), "over budget"));
    }
    return step;
  }

  /**
   * What failed and skipped steps leave to be written.
   *
   * @param error of the first step that failed
   * @param records that end attempts which were parked when their step was skipped
   * @param segments of the skipped steps, for the Trace
   */
  private record Leftovers(
      @Nullable StepError error, List<Change> records, List<byte[]> segments) {}

  private Leftovers leftovers(Claim claim, ExecutionRecord record, boolean skipped) {
    List<StepError> errors = new ArrayList<>();
    List<Change> records = new ArrayList<>();
    List<byte[]> segments = new ArrayList<>();
    Instant began = end.traceOf(record).value().startedAt();
    Set<UUID> open =
        skipped ? OpenAttempts.of(storage.log(), claim.tenant(), record.runId().uuid()) : Set.of();
    executions.eachStep(
        claim.tenant(),
        record.executionId(),
        step -> {
          StepRecord kept = StepRecord.of(step.result());
          if (step.state() == StepState.FAILED && kept.error() != null && errors.isEmpty()) {
            errors.add(kept.error());
          }
          if (step.state() != StepState.SKIPPED) {
            return;
          }
          if (open.contains(step.stepId())) {
            records.add(abandoned(record, step));
          }
          if (step.skipReason() == SkipReason.REVISED) {
            return; // it is no step of the plan any more
          }
          boolean begun =
              step.startedAt() != null && began != null && !step.startedAt().isBefore(began);
          if (!begun) {
            segments.add(segment(record, step));
          }
        });
    return new Leftovers(errors.isEmpty() ? null : errors.get(0), records, segments);
  }

  private static Change abandoned(ExecutionRecord record, StepRun step) {
    return new Change.AppendLog(
        StepRecords.stepCancelled(
            record.run(),
            new StepId(step.stepId()),
            step.index(),
            step.attempt(),
            reason(step.skipReason())));
  }

  private static String reason(@Nullable SkipReason why) {
    return why == SkipReason.CANCELLED
        ? "cancelled"
        : why == SkipReason.REVISED ? "revised" : "skipped";
  }

  private static byte[] segment(ExecutionRecord record, StepRun step) {
    StepPayload payload = StepPayload.parse(step.payload());
    TraceSegment segment =
        TraceSegments.skipped(
            record.runId().uuid(),
            new StepId(step.stepId()),
            step.index(),
            payload.description(),
            payload.agentRole(),
            step.skipReason() == SkipReason.CANCELLED ? "cancelled" : "upstream_failed");
    return Wire.bytes(Shapes.TRACE_SEGMENT, segment);
  }
}
