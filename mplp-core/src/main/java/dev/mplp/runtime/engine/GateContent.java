package dev.mplp.runtime.engine;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.Storage;

/** What an approval inside a plan is about, as it is now: all that the digest covers. */
final class GateContent {

  private final Storage storage;
  private final PlanStore plans;

  GateContent(Storage storage) {
    this.storage = storage;
    this.plans = new PlanStore(storage);
  }

  /**
   * Of one moment.
   *
   * @param unchanged conflicts when the plan has changed since; inputs do not change
   */
  record Read(JsonObject json, Change unchanged) {}

  Read of(Attempt attempt, ApprovalRequest request) {
    JsonObject.Builder inputs = JsonObject.builder();
    Inputs.of(storage, attempt).forEach((step, output) -> inputs.put(step.value(), output));
    JsonObject step =
        JsonObject.builder()
            .put("step_id", attempt.stepId().value())
            .put("description", attempt.payload().description())
            .putIfPresent("agent_role", attempt.payload().agentRole())
            .build();
    ExecutionInfo info = attempt.info();
    ExecutionInfo.PlanDigest plan = info.planDigest(plans);
    return new Read(
        Contents.ofStep(plan.digest(), step, inputs.build(), request.content()),
        new Change.CheckDocument(Kinds.PLAN, info.planId().value(), plan.version()));
  }
}
