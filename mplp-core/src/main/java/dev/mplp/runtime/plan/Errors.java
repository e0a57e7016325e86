package dev.mplp.runtime.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.Objects;

/** {@link StepError} as JSON. */
public final class Errors {

  private Errors() {}

  /** As JSON. */
  public static JsonObject write(StepError error) {
    return JsonObject.of(
        "code", error.code(), "message", error.message(), "retryable", error.retryable());
  }

  /** From JSON. */
  public static StepError read(JsonObject json) {
    JsonValue retryable = json.get("retryable");
    return new StepError(
        Objects.requireNonNull(json.get("code")).asString(),
        Objects.requireNonNull(json.get("message")).asString(),
        retryable != null && retryable.asBoolean());
  }
}
