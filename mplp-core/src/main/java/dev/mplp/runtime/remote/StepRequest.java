package dev.mplp.runtime.remote;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.StepMessage;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked to do, schema {@code step-request.schema.json}.
 *
 * @param requestId names the request; whoever answers repeats it
 * @param tenant whose plan it is
 * @param attempt the fencing token; whoever answers repeats it
 * @param idempotencyKey the same for every attempt at the step
 * @param inputs the outputs of the steps that this one depends on
 * @param sentAt when it was sent, by the storage's clock
 * @param deadline when nobody waits for the answer any more; null for never
 * @param heartbeat how often whoever works on it says so
 * @param traceparent for what is traced below the step; null for nothing
 */
public record StepRequest(
    String requestId,
    String tenant,
    ContextId contextId,
    PlanId planId,
    ExecutionId executionId,
    StepId stepId,
    String role,
    int attempt,
    String idempotencyKey,
    String description,
    Map<StepId, JsonObject> inputs,
    Instant sentAt,
    @Nullable Instant deadline,
    Duration heartbeat,
    @Nullable String traceparent) {

  private static final String TYPE = "step.request";
  private static final int LONGEST = 1 << 20;

  /** Copies the inputs. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  public StepRequest {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** As it is sent. */
  public byte[] bytes() {
    JsonObject.Builder given = JsonObject.builder();
    inputs.forEach((step, output) -> given.put(step.value(), output));
    return Wire.bytes(
        Fields.begin(TYPE)
            .put("request_id", requestId)
            .put("tenant", tenant)
            .put("context_id", contextId.value())
            .put("plan_id", planId.value())
            .put("execution_id", executionId.value())
            .put("step_id", stepId.value())
            .put("role", role)
            .put("attempt", attempt)
            .put("idempotency_key", idempotencyKey)
            .put("description", description)
            .put("inputs", given.build())
            .put("sent_at", sentAt.toString())
            .putIfPresent("deadline", deadline == null ? null : deadline.toString())
            .put("heartbeat_seconds", Math.max(1, heartbeat.toSeconds()))
            .putIfPresent("traceparent", traceparent)
            .build());
  }

  /**
   * The request that has these bytes.
   *
   * @param role that it must have
   */
  public static StepRequest parse(byte[] data, String role) throws UnacceptableMessageException {
    StepRequest request = parse(data);
    if (!request.role().equals(role)) {
      throw new UnacceptableMessageException(
          "role is " + role + " for requests in this queue, but is another one");
    }
    return request;
  }

  static StepRequest parse(byte[] data) throws UnacceptableMessageException {
    Fields fields = Fields.of(data, Set.of(TYPE));
    return new StepRequest(
        fields.text("request_id", StepMessage.LONGEST_ID),
        fields.text("tenant", 64),
        new ContextId(fields.uuid("context_id")),
        new PlanId(fields.uuid("plan_id")),
        new ExecutionId(fields.uuid("execution_id")),
        new StepId(fields.uuid("step_id")),
        fields.text("role", StepMessage.LONGEST_ROLE),
        fields.number("attempt", 1),
        fields.text("idempotency_key", 200),
        fields.text("description", LONGEST),
        inputs(fields),
        time(fields, "sent_at"),
        fields.has("deadline") ? time(fields, "deadline") : null,
        Duration.ofSeconds(fields.number("heartbeat_seconds", 1)),
        fields.textOrNull("traceparent", 100));
  }

  private static Map<StepId, JsonObject> inputs(Fields fields) throws UnacceptableMessageException {
    Map<StepId, JsonObject> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> one : fields.object("inputs").members().entrySet()) {
      if (!(one.getValue() instanceof JsonObject output)) {
        throw Fields.wrong("each of inputs", "an object", one.getValue());
      }
      try {
        inputs.put(StepId.of(one.getKey()), output);
      } catch (IllegalArgumentException e) {
        throw new UnacceptableMessageException("inputs has ids of steps, but something else too");
      }
    }
    return inputs;
  }

  static Instant time(Fields fields, String name) throws UnacceptableMessageException {
    String text = fields.text(name, 40);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new UnacceptableMessageException(
          name + " is a time such as 2026-03-01T12:00:00Z, but is another string");
    }
  }
}
