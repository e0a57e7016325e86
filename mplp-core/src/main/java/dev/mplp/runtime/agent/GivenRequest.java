package dev.mplp.runtime.agent;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.model.Tenant;
import dev.mplp.runtime.remote.StepRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a request says, as its handler sees it. */
abstract class GivenRequest implements RemoteCall {

  final StepRequest request;

  GivenRequest(StepRequest request) {
    this.request = request;
  }

  final StepRequest request() {
    return request;
  }

  @Override
  public final String requestId() {
    return request.requestId();
  }

  @Override
  public final Tenant tenant() {
    return Tenant.of(request.tenant());
  }

  @Override
  public final ContextId contextId() {
    return request.contextId();
  }

  @Override
  public final PlanId planId() {
    return request.planId();
  }

  @Override
  public final ExecutionId executionId() {
    return request.executionId();
  }

  @Override
  public final StepId stepId() {
    return request.stepId();
  }

  @Override
  public final String description() {
    return request.description();
  }

  @Override
  public final String role() {
    return request.role();
  }

  @Override
  public final int attempt() {
    return request.attempt();
  }

  @Override
  public final String idempotencyKey() {
    return request.idempotencyKey();
  }

  @Override
  public final Map<StepId, JsonObject> inputs() {
    return request.inputs();
  }

  @Override
  public final Optional<Instant> deadline() {
    return Optional.ofNullable(request.deadline());
  }

  @Override
  public final Optional<String> traceparent() {
    return Optional.ofNullable(request.traceparent());
  }
}
