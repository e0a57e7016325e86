package dev.mplp.examples.server.every;

import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.ContextId;

/** Executions that are held, cancelled, or fail and are resumed. */
final class ExecutionExamples {

  private ExecutionExamples() {}

  static void run(Caller caller) {
    caller
        .mplp()
        .handlers()
        .register(
            "loser", call -> StepResult.failed(StepError.permanent("LOST", "it never works")));
    ContextId context = caller.context();
    String held = PlanExamples.made(caller, context, "away");
    String execution =
        caller.to("executePlan", held).body("{'parallelism': 2}").answers().located();
    caller.to("getExecution", execution).answers();
    caller.to("latestExecution", held).answers();
    caller.to("pauseExecution", execution).answers();
    caller.to("unpauseExecution", execution).answers();
    caller.to("cancelExecution", execution).body("{'reason': 'no'}").answers();

    String lost = PlanExamples.made(caller, context, "loser");
    String failing =
        caller.to("executePlan", lost).body("{'budget': {'steps': 5}}").answers().located();
    caller.until("state", "failed", "getExecution", failing);
    caller.to("listOutcomes", failing).answers();
    caller.to("listRemoteRequests", failing).answers();
    caller.to("changeBudget", failing).body("{'steps': 9}").answers();
    caller.to("resumeExecution", failing).answers();
    caller.until("state", "failed", "getExecution", failing);
  }
}
