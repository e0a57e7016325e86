package dev.mplp.runtime.plan;

import dev.mplp.agent.StepError;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.confirm.Digest;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * The gate before a plan. Looked at after each decision, and again by the timer {@value
 * Kinds#TIMER_PLAN_GATE} that the decision set, so that nothing hangs on the process that decided.
 *
 * <p>One commit compares the digest of what was approved with the plan as it is, uses the approval
 * up and lets the steps go. If the plan changed meanwhile, the approval is void and asked for anew.
 */
public final class PlanGate {

  private final Storage storage;
  private final Commits commits;
  private final Executions executions;
  private final PlanStore plans;
  private final Approvals approvals;
  private final ProtocolObjects objects;
  private final StartRun start;
  private final ControlRun control;

  /** Gates of this storage. */
  public PlanGate(Storage storage, Commits commits, StartRun start, ControlRun control) {
    this.storage = storage;
    this.commits = commits;
    this.executions = new Executions(storage);
    this.plans = new PlanStore(storage);
    this.approvals = new Approvals(storage);
    this.objects = new ProtocolObjects(storage);
    this.start = start;
    this.control = control;
  }

  /**
   * Opens the gate, closes the execution, or asks again, as the Confirm says.
   *
   * @return false when it has to be looked at again later: the Context is suspended
   */
  public boolean advance(String tenant, ExecutionId executionId) {
    return commits.apply("execution " + executionId, () -> step(tenant, executionId));
  }

  /** {@link #advance} for the timer of a decision, which is removed unless it has to look again. */
  public void onTimer(String tenant, ConfirmId confirmId, ExecutionId executionId) {
    if (advance(tenant, executionId)) {
      // whoever advanced the gate removed the timer with it: then this conflicts, which is fine
      commits.commit(ChangeSet.builder(tenant).add(removeTimer(confirmId)).build());
    }
  }

  private static Change removeTimer(ConfirmId confirmId) {
    return new Change.RemoveTimer(Kinds.TIMER_PLAN_GATE, confirmId.value());
  }

  private Commits.Change<Boolean> step(String tenant, ExecutionId executionId) {
    Optional<ExecutionRecord> found = executions.find(tenant, executionId);
    if (found.isEmpty() || found.get().state() != ExecutionState.AWAITING_APPROVAL) {
      return new Commits.Change<>(null, true);
    }
    ExecutionRecord record = found.get();
    Gate gate = new Gate(record.contextId(), record.planId(), executionId, record.runId(), null);
    Approvals.Asked asked =
        approvals
            .find(tenant, gate.key())
            .orElseThrow(() -> new IllegalStateException("no confirm at gate " + gate.key()));
    if (asked.status() == ConfirmStatus.PENDING) {
      return new Commits.Change<>(null, true);
    }
    Instant now = Times.micros(storage.now());
    ChangeSet.Builder set = ChangeSet.builder(tenant).add(removeTimer(asked.record().confirmId()));
    if (asked.status() != ConfirmStatus.APPROVED) {
      control.refuse(set, record, refusal(asked), now);
      return new Commits.Change<>(set.build(), true);
    }
    Versioned<Context> context =
        objects.get(tenant, ModuleName.CONTEXT, record.contextId(), Context.class);
    if (context.value().status() != ContextStatus.ACTIVE) {
      return new Commits.Change<>(null, false);
    }
    set.add(new Change.CheckDocument(Kinds.CONTEXT, record.contextId().value(), context.version()));
    open(set, record, gate, asked, now);
    return new Commits.Change<>(set.build(), true);
  }

  private void open(
      ChangeSet.Builder set,
      ExecutionRecord record,
      Gate gate,
      Approvals.Asked asked,
      Instant now) {
    String tenant = record.principal().tenant().name();
    PlanStore.Head head = plans.head(tenant, record.planId());
    Plan plan = plans.assemble(tenant, record.planId(), head);
    JsonObject content = Contents.ofPlan(plan, asked.record().extra());
    if (!Digest.of(content).equals(asked.record().digest())) {
      askAgain(set, record, gate, asked, content, now);
      return;
    }
    set.addAll(approvals.consume(asked, record.runId(), now));
    set.add(
        PlanRuntime.of(storage, tenant, record.planId())
            .confirmedBy(asked.record().confirmId())
            .put(record.planId()));
    if (head.status() != PlanStatus.APPROVED) { // it was when an approved plan is executed
      Transitions.PLAN.check("plan " + record.planId(), head.status(), PlanStatus.APPROVED);
      set.add(
          new Change.AppendLog(
              PlanRecords.planMoved(
                  record.contextId(), record.planId(), head.status(), PlanStatus.APPROVED)));
    }
    start.open(
        set,
        record,
        head.moved(PlanStatus.APPROVED, now, record.principal().subject()),
        PlanGraph.of(plan.steps()),
        now);
    set.add(runningTrace(tenant, record, now));
    set.add(record.withState(ExecutionState.RUNNING).put());
  }

  private Change runningTrace(String tenant, ExecutionRecord record, Instant now) {
    Versioned<Trace> stored =
        objects.get(tenant, ModuleName.TRACE, new TraceId(record.runId().uuid()), Trace.class);
    return ProtocolObjects.put(
        stored.value().toBuilder().status(TraceStatus.RUNNING).startedAt(now).build(),
        stored.version(),
        record.contextId().value(),
        null);
  }

  private void askAgain(
      ChangeSet.Builder set,
      ExecutionRecord record,
      Gate gate,
      Approvals.Asked asked,
      JsonObject content,
      Instant now) {
    Gates gates = record.options().gates();
    if (gates.plan() == null) {
      throw new IllegalStateException("no gate before the plan");
    }
    set.addAll(approvals.cancel(asked, "the plan was changed after it was approved", now));
    Approvals.Request request =
        approvals.request(
            gate,
            asked.gateVersion(),
            gates.plan(),
            record.principal().subject(),
            asked.confirm().value().requestedByRole(),
            content,
            now);
    set.addAll(request.changes());
    set.add(record.withGate(request.confirmId()).put());
  }

  /** Why is told by the Confirm alone, so that it goes when that goes. */
  private static StepError refusal(Approvals.Asked asked) {
    String by = asked.record().decidedBy();
    return StepError.permanent(
        StepError.APPROVAL_REJECTED,
        "confirm "
            + asked.record().confirmId()
            + " before the plan was "
            + asked.status().wire()
            + (by == null ? "" : " by " + by));
  }
}
