package dev.mplp.runtime.plan;

import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Tenant;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.ExecutionTimeoutException;
import dev.mplp.plan.StepOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A handle: names an execution, and keeps nothing of it. */
record ExecutionHandle(
    Tenant tenant,
    ExecutionId executionId,
    PlanId planId,
    Executions executions,
    ControlRun control,
    Endings endings,
    Consumer<ExecutionId> interrupt)
    implements Execution {

  @Override
  public ExecutionSnapshot snapshot() {
    return executions.snapshot(tenant.name(), executionId);
  }

  @Override
  public ExecutionResult await(Duration timeout) throws InterruptedException {
    try {
      return endings.await(tenant, executionId, timeout.toNanos());
    } catch (TimeoutException e) {
      throw new ExecutionTimeoutException(executionId, timeout, snapshot().state().wire());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public CompletableFuture<ExecutionResult> toFuture() {
    return endings.future(tenant, executionId).copy();
  }

  @Override
  public Page<StepOutcome> outcomes(@Nullable Cursor after, int limit) {
    return executions.outcomes(tenant.name(), executionId, after, limit);
  }

  @Override
  public void pause() {
    control.hold(tenant.name(), executionId, ExecutionRecord.HOLD_USER, null);
  }

  @Override
  public void unpause() {
    control.release(tenant.name(), executionId, ExecutionRecord.HOLD_USER, null);
  }

  @Override
  public void cancel(@Nullable String reason) {
    cancel(reason, true);
  }

  /** As {@link #cancel}; nothing happens when it ended. */
  void cancelIfOpen(@Nullable String reason) {
    cancel(reason, false);
  }

  private void cancel(@Nullable String reason, boolean mustRun) {
    ExecutionRecord.Stop stop = new ExecutionRecord.Stop(ExecutionRecord.Stop.CANCELLED, reason);
    control.stop(tenant.name(), executionId, stop, mustRun);
    interrupt.accept(executionId);
    endings.ended(executionId);
  }

  @Override
  public String toString() {
    return "execution " + executionId + " of plan " + planId;
  }
}
