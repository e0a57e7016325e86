package dev.mplp.observe;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.BudgetUnit;
import java.time.Duration;

/** Calls two listeners in turn. */
record BothListeners(RuntimeListener first, RuntimeListener second) implements RuntimeListener {

  @Override
  public void stepStarted(ExecutionId executionId, StepId stepId, int attempt) {
    first.stepStarted(executionId, stepId, attempt);
    second.stepStarted(executionId, stepId, attempt);
  }

  @Override
  public void stepSettled(
      ExecutionId executionId, StepId stepId, int attempt, String outcome, Duration took) {
    first.stepSettled(executionId, stepId, attempt, outcome, took);
    second.stepSettled(executionId, stepId, attempt, outcome, took);
  }

  @Override
  public void stepFenced(ExecutionId executionId, StepId stepId, int attempt) {
    first.stepFenced(executionId, stepId, attempt);
    second.stepFenced(executionId, stepId, attempt);
  }

  @Override
  public void executionEnded(ExecutionId executionId, String state) {
    first.executionEnded(executionId, state);
    second.executionEnded(executionId, state);
  }

  @Override
  public void budgetWarning(ExecutionId executionId, BudgetUnit unit) {
    first.budgetWarning(executionId, unit);
    second.budgetWarning(executionId, unit);
  }

  @Override
  public void budgetExceeded(ExecutionId executionId, BudgetUnit unit) {
    first.budgetExceeded(executionId, unit);
    second.budgetExceeded(executionId, unit);
  }

  @Override
  public void handlerMissing(String role, long steps, Duration oldest) {
    first.handlerMissing(role, steps, oldest);
    second.handlerMissing(role, steps, oldest);
  }

  @Override
  public void compensationStarted(ExecutionId executionId, StepId stepId, int attempt) {
    first.compensationStarted(executionId, stepId, attempt);
    second.compensationStarted(executionId, stepId, attempt);
  }

  @Override
  public void compensationSettled(
      ExecutionId executionId, StepId stepId, int attempt, String outcome, Duration took) {
    first.compensationSettled(executionId, stepId, attempt, outcome, took);
    second.compensationSettled(executionId, stepId, attempt, outcome, took);
  }

  @Override
  public void compensatorMissing(ExecutionId executionId, StepId stepId, String role) {
    first.compensatorMissing(executionId, stepId, role);
    second.compensatorMissing(executionId, stepId, role);
  }

  @Override
  public void handlerStuck(ExecutionId executionId, StepId stepId, int stuck) {
    first.handlerStuck(executionId, stepId, stuck);
    second.handlerStuck(executionId, stepId, stuck);
  }

  @Override
  public void timerFailed(String kind, String id, int failures) {
    first.timerFailed(kind, id, failures);
    second.timerFailed(kind, id, failures);
  }

  @Override
  public void claimFailed(int failures, Duration pause, String reason) {
    first.claimFailed(failures, pause, reason);
    second.claimFailed(failures, pause, reason);
  }

  @Override
  public void leaseLost() {
    first.leaseLost();
    second.leaseLost();
  }

  @Override
  public void remoteRequestSent(String role, boolean again) {
    first.remoteRequestSent(role, again);
    second.remoteRequestSent(role, again);
  }

  @Override
  public void remoteRequestFailed(String role) {
    first.remoteRequestFailed(role);
    second.remoteRequestFailed(role);
  }

  @Override
  public void remoteReplyTaken(String role, String kind, Duration since) {
    first.remoteReplyTaken(role, kind, since);
    second.remoteReplyTaken(role, kind, since);
  }

  @Override
  public void remoteReplyRefused(String why) {
    first.remoteReplyRefused(why);
    second.remoteReplyRefused(why);
  }

  @Override
  public void workCounted(WorkCounts counts) {
    first.workCounted(counts);
    second.workCounted(counts);
  }

  @Override
  public void remoteStepsParked(long steps) {
    first.remoteStepsParked(steps);
    second.remoteStepsParked(steps);
  }

  @Override
  public void cacheRead(CacheRead from, Duration took) {
    first.cacheRead(from, took);
    second.cacheRead(from, took);
  }

  @Override
  public void callCounted(CountedCall call) {
    first.callCounted(call);
    second.callCounted(call);
  }

  @Override
  public void cacheRefused() {
    first.cacheRefused();
    second.cacheRefused();
  }

  @Override
  public void cacheFailed(String reason) {
    first.cacheFailed(reason);
    second.cacheFailed(reason);
  }
}
