package dev.mplp.examples.server.idempotency;

import static java.util.Objects.requireNonNull;

import dev.mplp.examples.server.idempotency.Outcome.Kept;
import dev.mplp.examples.server.idempotency.Outcome.Put;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.store.StoredForm;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored form of an {@link Outcome}. */
final class OutcomeJson {

  private static final StoredForm FORM = new StoredForm("the outcome of a request", 1);

  private OutcomeJson() {}

  static byte[] write(Outcome outcome) {
    List<JsonValue> objects = new ArrayList<>();
    for (Put put : outcome.objects()) {
      objects.add(JsonObject.of("kind", put.kind(), "id", put.id()));
    }
    Kept answer = outcome.answer();
    return Wire.bytes(
        FORM.begin()
            .put("at", outcome.at().toString())
            .put("request", outcome.fingerprint())
            .put("objects", new JsonArray(objects))
            .putIfPresent("answer", answer == null ? null : json(answer))
            .build());
  }

  private static JsonObject json(Kept answer) {
    return JsonObject.builder()
        .put("status", answer.status())
        .put("headers", JsonObject.copyOf(answer.headers()))
        .putIfPresent("type", answer.type())
        .put("body", Base64.getEncoder().encodeToString(answer.body()))
        .build();
  }

  static Outcome read(Document document) {
    JsonObject json = FORM.read(document.key(), document.body());
    List<Put> objects = new ArrayList<>();
    for (JsonValue each : member(json, "objects").asArray()) {
      JsonObject put = each.asObject();
      objects.add(new Put(text(put, "kind"), text(put, "id")));
    }
    JsonValue answer = json.get("answer");
    return new Outcome(
        Instant.parse(text(json, "at")),
        text(json, "request"),
        objects,
        answer == null ? null : kept(answer.asObject()));
  }

  private static Kept kept(JsonObject json) {
    Map<String, String> headers = new HashMap<>();
    member(json, "headers")
        .asObject()
        .members()
        .forEach((name, value) -> headers.put(name, value.asString()));
    @Nullable String type = json.string("type").orElse(null);
    byte[] body = Base64.getDecoder().decode(text(json, "body"));
    return new Kept(member(json, "status").asInt(), headers, type, body);
  }

  private static JsonValue member(JsonObject json, String name) {
    return requireNonNull(json.get(name), name);
  }

  private static String text(JsonObject json, String name) {
    return member(json, name).asString();
  }
}
