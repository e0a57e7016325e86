package dev.mplp.runtime.remote;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.plan.Errors;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.StepMessage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an agent answers to a {@link StepRequest}, schema {@code step-reply.schema.json}. */
public sealed interface StepReply {

  /** The longest message of a progress. */
  int LONGEST_MESSAGE = 1_000;

  /** The longest code of an error. */
  int LONGEST_CODE = 100;

  /** The longest message of an error. */
  int LONGEST_ERROR = 1 << 20;

  /** That of the request. */
  String requestId();

  /** That of the request. */
  int attempt();

  /** As it is sent. */
  byte[] bytes();

  /** How it is called in the wire form, without {@code step.}. */
  String kind();

  /** The step is done. */
  record Completed(String requestId, int attempt, JsonObject output) implements StepReply {
    @Override
    public byte[] bytes() {
      return Wire.bytes(begin(this).put("output", output).build());
    }

    @Override
    public String kind() {
      return "completed";
    }
  }

  /** The attempt failed. */
  record Failed(String requestId, int attempt, StepError error) implements StepReply {
    @Override
    public byte[] bytes() {
      return Wire.bytes(begin(this).put("error", Errors.write(error)).build());
    }

    @Override
    public String kind() {
      return "failed";
    }
  }

  /**
   * How far it is.
   *
   * @param fraction from 0 to 1; null when nobody knows
   * @param message for people; null for none
   */
  record Progress(
      String requestId, int attempt, @Nullable Double fraction, @Nullable String message)
      implements StepReply {
    @Override
    public byte[] bytes() {
      return Wire.bytes(
          begin(this).putIfPresent("fraction", fraction).putIfPresent("message", message).build());
    }

    @Override
    public String kind() {
      return "progress";
    }
  }

  /** Somebody works on it. */
  record Heartbeat(String requestId, int attempt) implements StepReply {
    @Override
    public byte[] bytes() {
      return Wire.bytes(begin(this).build());
    }

    @Override
    public String kind() {
      return "heartbeat";
    }
  }

  private static JsonObject.Builder begin(StepReply reply) {
    return Fields.begin("step." + reply.kind())
        .put("request_id", reply.requestId())
        .put("attempt", reply.attempt());
  }

  /** The reply that has these bytes. */
  static StepReply parse(byte[] data) throws UnacceptableMessageException {
    Fields fields =
        Fields.of(data, Set.of("step.completed", "step.failed", "step.progress", "step.heartbeat"));
    String id = fields.text("request_id", StepMessage.LONGEST_ID);
    int attempt = fields.number("attempt", 1);
    return switch (fields.type()) {
      case "step.completed" -> new Completed(id, attempt, fields.object("output"));
      case "step.failed" -> new Failed(id, attempt, error(fields.within("error")));
      case "step.progress" ->
          new Progress(
              id,
              attempt,
              fields.fraction("fraction"),
              fields.textOrNull("message", LONGEST_MESSAGE));
      default -> new Heartbeat(id, attempt);
    };
  }

  private static StepError error(Fields fields) throws UnacceptableMessageException {
    return new StepError(
        fields.text("code", LONGEST_CODE),
        fields.text("message", LONGEST_ERROR),
        fields.flag("retryable"));
  }
}
