package dev.mplp.runtime.context;

import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.plan.ControlRun;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.Executions;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Storage;
import java.util.function.Consumer;

/**
 * Carries a Context's status to its executions: suspended holds them, active lets them go on,
 * closed cancels them. Can be repeated at will; an execution that is started meanwhile checks the
 * Context's version in its own commit.
 */
public final class ContextEffects {

  private final Commits commits;
  private final ProtocolObjects objects;
  private final Executions executions;
  private final ControlRun control;
  private final Consumer<ExecutionId> interrupt;

  /**
   * Effects in this storage.
   *
   * @param interrupt interrupts what this process runs of an execution
   */
  public ContextEffects(
      Storage storage, Commits commits, ControlRun control, Consumer<ExecutionId> interrupt) {
    this.commits = commits;
    this.objects = new ProtocolObjects(storage);
    this.executions = new Executions(storage);
    this.control = control;
    this.interrupt = interrupt;
  }

  /** Brings every open execution in line with the Context as it is now. */
  public void apply(String tenant, ContextId contextId) {
    while (!applied(tenant, contextId)) {
      // the Context moved on meanwhile: whatever it is now counts
    }
  }

  private boolean applied(String tenant, ContextId contextId) {
    Versioned<Context> context = find(tenant, contextId);
    Change.CheckDocument unchanged =
        new Change.CheckDocument(Kinds.CONTEXT, contextId.value(), context.version());
    ContextStatus status = context.value().status();
    executions.eachOpen(tenant, contextId, record -> apply(tenant, record, status, unchanged));
    CommitResult result =
        commits.commit(
            ChangeSet.builder(tenant)
                .add(unchanged)
                .add(new Change.RemoveTimer(Kinds.TIMER_CONTEXT, contextId.value()))
                .build());
    // the timer is gone when somebody else was quicker
    return result.isCommitted() || find(tenant, contextId).version() == context.version();
  }

  private Versioned<Context> find(String tenant, ContextId contextId) {
    return objects.get(tenant, ModuleName.CONTEXT, contextId, Context.class);
  }

  /** What a status that is no longer that of the Context would do is not done. */
  private void apply(
      String tenant, ExecutionRecord record, ContextStatus status, Change.CheckDocument unchanged) {
    ExecutionId id = record.executionId();
    switch (status) {
      case ACTIVE -> control.release(tenant, id, ExecutionRecord.HOLD_CONTEXT, unchanged);
      case SUSPENDED -> control.hold(tenant, id, ExecutionRecord.HOLD_CONTEXT, unchanged);
      case CLOSED, ARCHIVED -> {
        control.stop(
            tenant,
            record.executionId(),
            new ExecutionRecord.Stop(
                ExecutionRecord.Stop.CANCELLED, "its context is " + status.wire()),
            false);
        interrupt.accept(record.executionId());
      }
      case DRAFT -> {}
    }
  }
}
