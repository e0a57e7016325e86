package dev.mplp.runtime.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.NotFoundException;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetStatus;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.runtime.object.Caller;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins executions for a caller, and hands out handles of them. */
final class PlanRuns {

  private final Caller caller;
  private final PlanReads reads;
  private final Executions executions;
  private final StartRun start;
  private final ControlRun control;
  private final Endings endings;
  private final Consumer<ExecutionId> interrupt;

  PlanRuns(
      Caller caller,
      PlanReads reads,
      StartRun start,
      ControlRun control,
      Endings endings,
      Consumer<ExecutionId> interrupt) {
    this.caller = caller;
    this.reads = reads;
    this.executions = new Executions(caller.storage());
    this.start = start;
    this.control = control;
    this.endings = endings;
    this.interrupt = interrupt;
  }

  /** The plan of an execution, once the caller may do this with it. */
  private PlanId may(String action, ExecutionId executionId) {
    caller.modules().check(caller.tenant(), ModuleName.PLAN);
    return NamedExecution.get(caller, executionId, "plan." + action).planId();
  }

  DryRun dryRun(PlanId planId, ExecutionOptions options) {
    caller.may(ModuleName.PLAN, "read", planId);
    return start.preview(caller.principal(), planId, options, LockPlan.guard(caller));
  }

  Execution execute(PlanId planId, ExecutionOptions options) {
    caller.may(ModuleName.PLAN, "execute", planId);
    return handle(start.start(caller.principal(), planId, options, LockPlan.guard(caller)), planId);
  }

  Execution resume(ExecutionId executionId) {
    PlanId planId = may("resume", executionId);
    start.resume(caller.principal(), executionId, LockPlan.guard(caller));
    return handle(executionId, planId);
  }

  BudgetStatus changeBudget(ExecutionId executionId, Budget budget) {
    may("budget", executionId);
    return new ChangeBudget(caller, control).change(executionId, requireNonNull(budget, "budget"));
  }

  Execution execution(ExecutionId executionId) {
    return handle(executionId, may("read", executionId));
  }

  Execution latest(PlanId planId) {
    caller.may(ModuleName.PLAN, "read", planId);
    ExecutionId execution = reads.runtime(planId).execution();
    if (execution == null) {
      throw new NotFoundException("execution", "of plan " + planId);
    }
    return handle(execution, planId);
  }

  /** Cancels an execution that was found open, unless it has ended since. */
  void cancel(ExecutionId executionId, PlanId planId, @Nullable String reason) {
    handle(executionId, planId).cancelIfOpen(reason);
  }

  private ExecutionHandle handle(ExecutionId executionId, PlanId planId) {
    return new ExecutionHandle(
        caller, executionId, planId, executions, control, endings, interrupt);
  }
}
