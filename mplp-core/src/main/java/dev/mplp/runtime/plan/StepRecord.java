package dev.mplp.runtime.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.store.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What a settlement keeps with a step: {@code {"output": ...}}, {@code {"error": ...}} or {@code
 * {"memory": ...}}; with an output also {@code "compensable": true} where it can be undone.
 *
 * @param output what its dependents are given
 * @param error why the last attempt failed
 * @param memory what the handler keeps while it is parked
 * @param compensable whether the process that completed it had a compensator
 */
public record StepRecord(
    @Nullable JsonObject output,
    @Nullable StepError error,
    @Nullable JsonObject memory,
    boolean compensable) {

  private static final StepRecord NOTHING = new StepRecord(null, null, null, false);
  private static final byte[] EMPTY_OUTPUT =
      Wire.bytes(JsonObject.of("output", JsonObject.empty()));

  /** The bytes of a completed step. */
  public static byte[] completed(JsonObject output) {
    return output.isEmpty() ? EMPTY_OUTPUT : Wire.bytes(JsonObject.of("output", output));
  }

  /** The bytes of a completed step that can be undone. */
  public static byte[] compensable(JsonObject output) {
    return Wire.bytes(JsonObject.of("output", output, "compensable", true));
  }

  /** The bytes of a failed attempt. */
  public static byte[] failed(StepError error) {
    return Wire.bytes(JsonObject.of("error", Errors.write(error)));
  }

  /** The bytes of a parked step. */
  public static byte[] parked(JsonObject memory) {
    return Wire.bytes(JsonObject.of("memory", memory));
  }

  /** From what is stored; null is nothing. */
  public static StepRecord of(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return NOTHING;
    }
    JsonObject json = Wire.object(bytes);
    JsonValue error = json.get("error");
    return new StepRecord(
        member(json, "output"),
        error == null ? null : Errors.read(error.asObject()),
        member(json, "memory"),
        json.has("compensable"));
  }

  private static @Nullable JsonObject member(JsonObject json, String name) {
    JsonValue value = json.get(name);
    return value == null ? null : value.asObject();
  }

  /** The output, empty when there is none. */
  public JsonObject outputOrEmpty() {
    return output == null ? JsonObject.empty() : output;
  }

  /** The memory, empty when there is none. */
  public JsonObject memoryOrEmpty() {
    return memory == null ? JsonObject.empty() : memory;
  }
}
