package dev.mplp.examples.cli.agent;

import dev.mplp.agent.CompensationCall;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import java.util.List;

/** Answers at once with what it was given: shows how a plan runs, does no work. */
final class EchoAgent implements Agent {

  @Override
  public StepResult handle(StepCall call) {
    List<String> inputs = call.inputs().keySet().stream().map(id -> id.value()).sorted().toList();
    return StepResult.completed(
        JsonObject.of("echo", call.description(), "role", call.role(), "inputs", inputs));
  }

  @Override
  public CompensationResult compensate(CompensationCall call) {
    return CompensationResult.compensated(JsonObject.of("undone", call.description()));
  }
}
