package dev.mplp.agent;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.trace.Segment;
import java.util.Map;
import java.util.Optional;

/** What a handler is given: the step, and what came before it. */
public interface StepCall {

  /** The Context of the plan. */
  ContextId contextId();

  /** The plan. */
  PlanId planId();

  /** The execution. */
  ExecutionId executionId();

  /** The present run of it. */
  RunId runId();

  /** The step. */
  StepId stepId();

  /** What is to be done, as the plan says. */
  String description();

  /** The step's role; empty when it has none. */
  String role();

  /** On whose behalf the plan is executed. */
  Principal principal();

  /**
   * The fencing token: grows with every attempt at the step. A store that remembers the highest one
   * it has seen can refuse the writes of an attempt that was superseded.
   */
  int attempt();

  /**
   * The same for every attempt at this step, over all runs of the execution, and for no other step:
   * made to be passed on to systems that do a request with a known key only once.
   */
  String idempotencyKey();

  /** The outputs of the steps that this one depends on. */
  Map<StepId, JsonObject> inputs();

  /** What this step kept when it parked itself, see {@link StepResult}; empty on the first call. */
  JsonObject memory();

  /**
   * The decision on what this step asked under {@code question}; empty until there is one. It is
   * the decision of this approver on exactly this: when the request's content, the step, its inputs
   * or the plan are no longer what was decided on, there is none, and the handler asks again.
   *
   * <p>An approval is used up when it is first told, and told again to every later attempt at the
   * step. A rejection counts for the run that asked.
   *
   * @param request what the handler asks with, see {@link StepResult#ask}
   */
  Optional<Decision> decision(String question, ApprovalRequest request);

  /**
   * Opens a segment of the Trace below this attempt: a piece of the handler's work that is worth
   * telling apart, such as a request to a model or a tool.
   */
  Segment segment(String label);

  /**
   * The value of a W3C {@code traceparent} header for requests that this step makes outside of any
   * segment: what is traced elsewhere lies below the step, in the trace of the caller if the
   * execution continues one (see {@link dev.mplp.plan.ExecutionOptions#traceparent()}).
   */
  String traceparent();

  /** True once the execution is being cancelled, or the step's time is over. */
  boolean isCancelled();
}
