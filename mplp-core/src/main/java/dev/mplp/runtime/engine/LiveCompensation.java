package dev.mplp.runtime.engine;

import dev.mplp.agent.CompensationCall;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Storage;

/** What a compensator sees of its attempt to undo a step. */
final class LiveCompensation extends LiveCall implements CompensationCall {

  LiveCompensation(
      Attempt attempt, HandlerRights rights, Storage storage, Commits commits, CountUsage usage) {
    super(attempt, rights, storage, commits, usage);
  }

  @Override
  public String idempotencyKey() {
    return super.idempotencyKey() + "/compensation";
  }

  @Override
  public JsonObject output() {
    rights.check(attempt, HandlerRights.READ);
    return storage
        .work()
        .step(attempt.tenant(), executionId().uuid(), attempt.payload().index())
        .map(step -> StepRecord.of(step.result()).outputOrEmpty())
        .orElse(JsonObject.empty());
  }
}
