package dev.mplp.runtime.agent;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.model.Tenant;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an agent is given: the step, and what came before it. */
public interface RemoteCall {

  /** Names the request, for logs. */
  String requestId();

  /** Whose plan it is. */
  Tenant tenant();

  /** The Context of the plan. */
  ContextId contextId();

  /** The plan. */
  PlanId planId();

  /** The execution. */
  ExecutionId executionId();

  /** The step. */
  StepId stepId();

  /** What the step is about, as the plan says. */
  String description();

  /** The step's role. */
  String role();

  /** The fencing token: grows with every attempt, see {@link dev.mplp.agent.Call#attempt()}. */
  int attempt();

  /**
   * The same for every attempt, and for nothing else: made to be passed on to systems that do a
   * request with a known key only once. The same request can come to an agent more than once.
   */
  String idempotencyKey();

  /** The outputs of the steps that this one depends on. */
  Map<StepId, JsonObject> inputs();

  /** When nobody waits for the answer any more, by the clock of the runtime's storage. */
  Optional<Instant> deadline();

  /** A W3C {@code traceparent} header for what is traced below the step. */
  Optional<String> traceparent();

  /** True once nobody wants the result any more, or the agent closes. */
  boolean isCancelled();

  /**
   * Says how far it is, for people who watch; at most once a second it is sent, the last word
   * counts. Returns at once.
   *
   * @param fraction how much is done, from 0 to 1
   * @param message for people, cut after 1,000 characters; null for none
   * @throws IllegalArgumentException when the fraction is not from 0 to 1
   */
  void progress(double fraction, @Nullable String message);
}
