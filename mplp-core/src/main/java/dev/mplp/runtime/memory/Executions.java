package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.Change;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StepState;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The work of all executions, and the changes of change sets to it. Under the lock. */
final class Executions {

  private final StepFlow flow;
  private final PhaseFlow phases;
  private final Map<String, Map<UUID, Execution>> byTenant = new HashMap<>();
  private long lastOrder;

  Executions(StepFlow flow, PhaseFlow phases) {
    this.flow = flow;
    this.phases = phases;
  }

  @Nullable Execution find(String tenant, UUID id) {
    Map<UUID, Execution> ofTenant = byTenant.get(tenant);
    return ofTenant == null ? null : ofTenant.get(id);
  }

  /** What speaks against a change; null for nothing. */
  @Nullable CommitResult refuse(String tenant, Change.StartExecution start) {
    return find(tenant, start.executionId()) == null ? null : conflict(start.executionId());
  }

  @Nullable CommitResult refuse(String tenant, Change.SettleStep settle) {
    Execution execution = find(tenant, settle.executionId());
    Step step = execution == null ? null : execution.step(settle.index());
    if (step == null
        || step.state != StepState.RUNNING
        || step.attempt != settle.attempt()
        || !requireNonNull(step.worker).id.equals(settle.worker())) {
      return new Fenced(Fenced.Cause.SUPERSEDED);
    }
    boolean goesOn =
        settle.settlement() instanceof Settlement.Retry
            || settle.settlement() instanceof Settlement.Park;
    return goesOn && step.execution.phase == Phase.STOPPING
        ? new Fenced(Fenced.Cause.STOPPING)
        : null;
  }

  @Nullable CommitResult refuse(String tenant, Change.ControlExecution control) {
    Execution execution = find(tenant, control.executionId());
    return execution != null
            && control.expected().contains(execution.phase)
            && leadsTo(execution.phase, control.phase())
        ? null
        : conflict(control.executionId());
  }

  private static boolean leadsTo(Phase from, Phase to) {
    return switch (from) {
      case OPEN, HELD -> true;
      case STOPPING -> to == Phase.STOPPING || to == Phase.CLOSED;
      case CLOSED -> false;
    };
  }

  @Nullable CommitResult refuse(String tenant, Change.ReopenExecution reopen) {
    Execution execution = find(tenant, reopen.executionId());
    return execution != null && execution.phase == Phase.CLOSED
        ? null
        : conflict(reopen.executionId());
  }

  @Nullable CommitResult refuse(String tenant, Change.RemoveExecution removal) {
    Execution execution = find(tenant, removal.executionId());
    return execution == null || execution.phase == Phase.CLOSED
        ? null
        : conflict(removal.executionId());
  }

  @Nullable CommitResult refuse(String tenant, Change.ReviseExecution revision) {
    Execution execution = find(tenant, revision.executionId());
    boolean goesOn =
        execution != null
            && (execution.phase == Phase.OPEN || execution.phase == Phase.HELD)
            && !execution.isSettled()
            && execution.steps.length == revision.size();
    return goesOn && isOpenTo(requireNonNull(execution), revision)
        ? null
        : conflict(revision.executionId());
  }

  private static boolean isOpenTo(Execution execution, Change.ReviseExecution revision) {
    for (Change.NewStep step : revision.put()) {
      if (step.index() < revision.size()) {
        Step present = execution.steps[step.index()];
        if (!notBegun(present) || !present.stepId.equals(step.stepId())) {
          return false;
        }
      }
    }
    return revision.removed().stream().allMatch(index -> notBegun(execution.steps[index]));
  }

  private static boolean notBegun(Step step) {
    return step.state == StepState.WAITING
        || step.state == StepState.HELD
        || step.state == StepState.CLAIMABLE;
  }

  void apply(String tenant, Change.ReviseExecution revision) {
    flow.revise(existing(tenant, revision.executionId()), revision);
  }

  private static Conflict conflict(UUID executionId) {
    return new Conflict("execution " + executionId);
  }

  void apply(String tenant, Change.StartExecution start) {
    Execution execution = new Execution(tenant, start, ++lastOrder);
    byTenant.computeIfAbsent(tenant, t -> new HashMap<>()).put(execution.id, execution);
    flow.start(execution);
  }

  void apply(String tenant, Change.SettleStep settle) {
    Step step = requireNonNull(existing(tenant, settle.executionId()).step(settle.index()));
    flow.settle(step, settle.settlement(), settle.result());
  }

  void apply(String tenant, Change.ContinueStep go) {
    Execution execution = find(tenant, go.executionId());
    Step step = execution == null ? null : execution.step(go.index());
    if (step != null) {
      flow.continueParked(step);
    }
  }

  void apply(String tenant, Change.LimitSteps limit) {
    flow.limit(tenant, limit);
  }

  void apply(String tenant, Change.ControlExecution control) {
    phases.control(existing(tenant, control.executionId()), control.phase(), control.skipReason());
  }

  void apply(String tenant, Change.ReopenExecution reopen) {
    phases.reopen(existing(tenant, reopen.executionId()), reopen.runId());
  }

  /** Closed, it is in no queue and with no worker. */
  void apply(String tenant, Change.RemoveExecution removal) {
    Map<UUID, Execution> ofTenant = byTenant.get(tenant);
    if (ofTenant != null) {
      ofTenant.remove(removal.executionId());
      if (ofTenant.isEmpty()) {
        byTenant.remove(tenant);
      }
    }
  }

  private Execution existing(String tenant, UUID id) {
    return requireNonNull(find(tenant, id));
  }
}
