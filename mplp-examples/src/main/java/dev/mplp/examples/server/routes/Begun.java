package dev.mplp.examples.server.routes;

import dev.mplp.examples.server.http.Reply;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Execution;

/**
 * An execution that goes on by itself. It tells no more than its names: how it stands is for who
 * may see it, which is not everybody who may start it.
 *
 * @param executionId the execution
 * @param planId of which Plan
 */
record Begun(ExecutionId executionId, PlanId planId) {

  static final Reply<Begun> REPLY =
      Reply.accepted(Begun.class, begun -> "/executions/" + begun.executionId());

  static Begun of(Execution execution) {
    return new Begun(execution.executionId(), execution.planId());
  }
}
