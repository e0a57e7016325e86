package example.consumer;

import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;

/** A handler as a host writes it. */
final class Analyst implements StepHandler {

  @Override
  public StepResult handle(StepCall call) {
    return StepResult.completed(JsonObject.of("score", 712));
  }
}
