package dev.mplp.examples.cli.agent;

import dev.mplp.agent.Call;
import dev.mplp.agent.CompensationCall;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.examples.cli.json.Json;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.ReadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program for each step that is to be done or undone: the step as one JSON object on its
 * standard input, a JSON object as answer on its standard output (nothing stands for an empty one),
 * its error stream line by line to the log. An exit code other than 0 is a failed attempt.
 *
 * <p>When the step's time is over or the run ends, the program and everything it started is killed.
 */
final class ExecAgent implements Agent {

  /** The program ended with another exit code than 0. */
  static final String FAILED = "AGENT_FAILED";

  /** The program's answer is no JSON object, or too long. */
  static final String BAD_ANSWER = "AGENT_ANSWER";

  /** The program could not be started. */
  static final String NOT_STARTED = "AGENT_NOT_STARTED";

  /** What variables begin with that the agent does not get. */
  private static final List<String> SECRETS =
      List.of("DATABASE_", "ENCRYPTION_", "JWT_", "MPLP_", "MQ_", "PG", "RABBITMQ_", "REDIS_");

  private final List<String> command;
  private final Consumer<String> log;

  ExecAgent(List<String> command, Consumer<String> log) {
    this.command = List.copyOf(command);
    this.log = log;
  }

  @Override
  public StepResult handle(StepCall call) throws InterruptedException {
    Answer answer = run(call);
    return answer.error() == null
        ? StepResult.completed(answer.output())
        : StepResult.failed(answer.error());
  }

  @Override
  public CompensationResult compensate(CompensationCall call) throws InterruptedException {
    Answer answer = run(call);
    return answer.error() == null
        ? CompensationResult.compensated(answer.output())
        : CompensationResult.failed(answer.error());
  }

  /**
   * What the program answered.
   *
   * @param error null when it is an answer
   */
  private record Answer(JsonObject output, @Nullable StepError error) {
    static Answer of(JsonObject output) {
      return new Answer(output, null);
    }
  }

  private Answer run(Call call) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(ExecAgent::isSecret);
    builder.environment().putAll(StepJson.environment(call));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return failed(StepError.permanent(NOT_STARTED, String.valueOf(e.getMessage())));
    }
    String name = call.stepId().value().substring(0, 8);
    try (ProgramStreams streams =
        new ProgramStreams(process, name, line -> log.accept(name + ": " + line))) {
      streams.write(StepJson.of(call).toString() + '\n');
      return answer(process.waitFor(), streams);
    }
  }

  private Answer answer(int exit, ProgramStreams streams) throws InterruptedException {
    byte[] output = streams.output();
    if (streams.isTooLong()) {
      return failed(
          StepError.permanent(
              BAD_ANSWER, "the answer is longer than " + ProgramStreams.LONGEST_ANSWER + " bytes"));
    }
    if (exit != 0) {
      String last = streams.lastErrorLine();
      return failed(
          StepError.transientError(
              FAILED,
              program() + " ended with exit code " + exit + (last.isEmpty() ? "" : ": " + last)));
    }
    return parse(output);
  }

  private String program() {
    return String.valueOf(Path.of(command.get(0)).getFileName());
  }

  private static Answer parse(byte[] output) {
    if (isBlank(output)) {
      return Answer.of(JsonObject.empty());
    }
    ReadResult<JsonValue> read = Json.read(output);
    if (read.value() instanceof JsonObject object) {
      return Answer.of(object);
    }
    String why =
        read.violations().isEmpty() ? "it is no JSON object" : read.violations().get(0).toString();
    return failed(StepError.transientError(BAD_ANSWER, "the answer cannot be used: " + why));
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static Answer failed(StepError error) {
    return new Answer(JsonObject.empty(), error);
  }

  /**
   * How this program reaches its database and the like, and its keys, are not the agent's business.
   */
  private static boolean isSecret(String variable) {
    return SECRETS.stream().anyMatch(variable::startsWith);
  }
}
