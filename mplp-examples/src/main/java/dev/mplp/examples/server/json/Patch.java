package dev.mplp.examples.server.json;

import dev.mplp.ValidationException;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.WireCodec;

/**
 * A merge patch (RFC 7396) of an object: members that are null are taken away, objects are merged,
 * anything else takes the place of what was there.
 *
 * @param <T> what it is for
 */
public final class Patch<T> {

  private final Form<T> form;
  private final JsonValue changes;

  Patch(Form<T> form, JsonValue changes) {
    this.form = form;
    this.changes = changes;
  }

  /**
   * What the patch makes of a value.
   *
   * @throws ValidationException when that is none of its type
   */
  public T on(T value) {
    JsonValue merged = merge(WireCodec.standard().parse(form.writeAll(value)), changes);
    Reading reading = Reading.begin();
    T patched = form.read(merged, reading);
    if (patched == null) {
      throw new ValidationException("the patched object", reading.violations());
    }
    return patched;
  }

  private static JsonValue merge(JsonValue target, JsonValue patch) {
    if (!(patch instanceof JsonObject changes)) {
      return patch;
    }
    JsonObject before = target instanceof JsonObject object ? object : JsonObject.empty();
    JsonObject.Builder merged = before.toBuilder();
    changes
        .members()
        .forEach(
            (name, change) -> {
              if (change.isNull()) {
                merged.remove(name);
              } else {
                JsonValue there = before.get(name);
                merged.put(name, merge(there == null ? JsonObject.empty() : there, change));
              }
            });
    return merged.build();
  }
}
