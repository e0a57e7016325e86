package dev.mplp.runtime.administration;

import dev.mplp.administration.Erasure;
import dev.mplp.administration.ErasureRequest;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.event.RecordTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is erased of a JSON value, by shape, wherever it stands: documents and records of the log
 * are treated alike, so that they still tell the same. The same again on its result.
 */
final class Redaction {

  private static final JsonString ERASED = new JsonString(Erasure.ERASED);

  private final ErasureRequest request;
  private final Set<String> reasons = new HashSet<>();

  /** Of the subject: by them a reason is found again that an erasure broken off has forgotten. */
  private final Set<String> decisions = new HashSet<>();

  Redaction(ErasureRequest request) {
    this.request = request;
  }

  /** A text that the subject gave as a reason; records tell of more as they come. */
  void reason(String text) {
    if (!text.isBlank() && !text.equals(Erasure.ERASED)) {
      reasons.add(text);
    }
  }

  /** A body of a record. */
  JsonObject record(String type, JsonObject body) {
    learn(body, "decided_by", body.get("decision"));
    if (body.get("act") instanceof JsonObject act) {
      learn(act, "subject", act);
    }
    JsonObject redacted = object(body);
    return type.equals(RecordTypes.STATE_CHANGED) && body.has("value") && isErasedState(body)
        ? redacted.with("value", ERASED)
        : redacted;
  }

  /** Learns the reason that a record says to be the subject's. */
  private void learn(JsonObject says, String whose, @Nullable JsonValue given) {
    if (given instanceof JsonObject decision
        && says.string(whose).filter(request.subject()::equals).isPresent()) {
      decision.string("reason").ifPresent(this::reason);
      decision.string("decision_id").ifPresent(decisions::add);
    }
  }

  private boolean isErasedState(JsonObject body) {
    return request.state().stream()
        .anyMatch(
            entry ->
                body.string("context_id").filter(entry.contextId().value()::equals).isPresent()
                    && body.string("name").filter(entry.name()::equals).isPresent());
  }

  JsonObject object(JsonObject object) {
    boolean message = isMessage(object);
    boolean decision = object.string("decision_id").filter(decisions::contains).isPresent();
    JsonObject.Builder redacted = JsonObject.builder();
    object
        .members()
        .forEach((name, value) -> redacted.put(name, member(message, decision, name, value)));
    return redacted.build();
  }

  private JsonValue member(boolean message, boolean decision, String name, JsonValue value) {
    if (value instanceof JsonString text) {
      boolean isReason = name.equals("reason") && (decision || reasons.contains(text.asString()));
      return isReason || (message && name.equals("content")) ? ERASED : value;
    }
    JsonValue inner = value(value);
    return name.equals("attributes") && inner instanceof JsonObject attributes
        ? attributes(attributes)
        : inner;
  }

  private JsonValue value(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object(object);
    }
    if (value instanceof JsonArray array) {
      List<JsonValue> items = new ArrayList<>(array.size());
      array.forEach(item -> items.add(value(item)));
      return new JsonArray(items);
    }
    return value;
  }

  private JsonObject attributes(JsonObject attributes) {
    JsonObject redacted = attributes;
    for (String name : request.attributes()) {
      if (attributes.has(name)) {
        redacted = redacted.with(name, ERASED);
      }
    }
    return redacted;
  }

  /** A message in wire form, whose sender is in the data of its event. */
  private boolean isMessage(JsonObject object) {
    return object.get("event") instanceof JsonObject event
        && event.get("data") instanceof JsonObject data
        && data.string("sender_id").filter(request.subject()::equals).isPresent();
  }
}
