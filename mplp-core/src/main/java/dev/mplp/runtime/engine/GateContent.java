package dev.mplp.runtime.engine;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.spi.Storage;

/** What an approval inside a plan is about, as it is now: all that the digest covers. */
final class GateContent {

  private final Storage storage;
  private final PlanStore plans;

  GateContent(Storage storage) {
    this.storage = storage;
    this.plans = new PlanStore(storage);
  }

  JsonObject of(Attempt attempt, ApprovalRequest request) {
    JsonObject.Builder inputs = JsonObject.builder();
    Inputs.of(storage, attempt).forEach((step, output) -> inputs.put(step.value(), output));
    JsonObject step =
        JsonObject.builder()
            .put("step_id", attempt.stepId().value())
            .put("description", attempt.payload().description())
            .putIfPresent("agent_role", attempt.payload().agentRole())
            .build();
    return Contents.ofStep(
        attempt.info().planDigest(plans), step, inputs.build(), request.content());
  }
}
