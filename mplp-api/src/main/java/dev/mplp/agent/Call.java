package dev.mplp.agent;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.trace.Segment;
import java.util.Map;

/** What whoever does a step, or undoes it, is given: the step, and what came before it. */
public interface Call {

  /** The Context of the plan. */
  ContextId contextId();

  /** The plan. */
  PlanId planId();

  /** The execution. */
  ExecutionId executionId();

  /** The present run: it has the UUID of the Trace that tells of this call. */
  RunId runId();

  /** The step. */
  StepId stepId();

  /** What the step is about, as the plan says. */
  String description();

  /** The step's role; empty when it has none. */
  String role();

  /** On whose behalf the plan is executed. */
  Principal principal();

  /**
   * The fencing token: grows with every attempt. A store that remembers the highest one it has seen
   * can refuse the writes of an attempt that was superseded.
   */
  int attempt();

  /**
   * The same for every attempt, over all runs of the execution, and for nothing else: made to be
   * passed on to systems that do a request with a known key only once. To undo a step has another
   * key than to do it.
   */
  String idempotencyKey();

  /** The outputs of the steps that this one depends on. */
  Map<StepId, JsonObject> inputs();

  /** What the attempt before kept when it asked to be called later; empty on the first call. */
  JsonObject memory();

  /**
   * Opens a segment of the Trace below this attempt: a piece of the work that is worth telling
   * apart, such as a request to a model or a tool.
   */
  Segment segment(String label);

  /**
   * The value of a W3C {@code traceparent} header for requests that are made outside of any
   * segment: what is traced elsewhere lies below the step, in the trace of the caller if the
   * execution continues one (see {@link dev.mplp.plan.ExecutionOptions#traceparent()}).
   */
  String traceparent();

  /** True once nobody wants the result any more, or the attempt's time is over. */
  boolean isCancelled();
}
