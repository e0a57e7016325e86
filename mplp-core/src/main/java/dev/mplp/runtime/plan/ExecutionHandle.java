package dev.mplp.runtime.plan;

import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Tenant;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.ExecutionTimeoutException;
import dev.mplp.plan.RemoteRequest;
import dev.mplp.plan.StepOutcome;
import dev.mplp.runtime.object.Caller;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A handle: names an execution, and keeps nothing of it. */
record ExecutionHandle(
    Caller caller,
    ExecutionId executionId,
    PlanId planId,
    Executions executions,
    ControlRun control,
    Endings endings,
    Consumer<ExecutionId> interrupt)
    implements Execution {

  private Tenant tenant() {
    return caller.principal().tenant();
  }

  private void may(String action) {
    caller.may(ModuleName.PLAN, action, planId);
  }

  @Override
  public ExecutionSnapshot snapshot() {
    may("read");
    return executions.snapshot(caller.tenant(), executionId);
  }

  @Override
  public ExecutionResult await(Duration timeout) throws InterruptedException {
    may("read");
    try {
      return endings.await(tenant(), executionId, timeout.toNanos());
    } catch (TimeoutException e) {
      throw new ExecutionTimeoutException(executionId, timeout, snapshot().state().wire());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public CompletableFuture<ExecutionResult> toFuture() {
    may("read");
    return endings.future(tenant(), executionId).copy();
  }

  @Override
  public Page<StepOutcome> outcomes(@Nullable Cursor after, int limit) {
    may("read");
    return executions.outcomes(caller.tenant(), executionId, after, limit);
  }

  @Override
  public Page<RemoteRequest> remoteRequests(@Nullable Cursor after, int limit) {
    may("read");
    return executions.remoteRequests(caller.tenant(), executionId, after, limit);
  }

  @Override
  public void pause() {
    may("pause");
    control.hold(caller.tenant(), executionId, ExecutionRecord.HOLD_USER, null);
  }

  @Override
  public void unpause() {
    may("unpause");
    control.release(caller.tenant(), executionId, ExecutionRecord.HOLD_USER, null);
  }

  @Override
  public void cancel(@Nullable String reason) {
    may("cancel");
    cancel(reason, true);
  }

  /** As {@link #cancel}; nothing happens when it ended. */
  void cancelIfOpen(@Nullable String reason) {
    cancel(reason, false);
  }

  private void cancel(@Nullable String reason, boolean mustRun) {
    ExecutionRecord.Stop stop = new ExecutionRecord.Stop(ExecutionRecord.Stop.CANCELLED, reason);
    control.stop(caller.tenant(), executionId, stop, mustRun);
    interrupt.accept(executionId);
    endings.ended(executionId);
  }

  @Override
  public String toString() {
    return "execution " + executionId + " of plan " + planId;
  }
}
