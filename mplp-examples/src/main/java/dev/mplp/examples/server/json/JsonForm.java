package dev.mplp.examples.server.json;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** JSON of any form, or any object: a {@link JsonValue} as it is. */
final class JsonForm<T extends JsonValue> extends Form<T> {

  static final Form<JsonValue> ANY = new JsonForm<>(JsonValue.class, JsonObject.empty());
  static final Form<JsonObject> OBJECT =
      new JsonForm<>(JsonObject.class, JsonObject.of("type", "object"));

  private final Class<T> type;
  private final JsonObject schema;

  private JsonForm(Class<T> type, JsonObject schema) {
    this.type = type;
    this.schema = schema;
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return schema;
  }

  @Override
  public @Nullable T read(JsonValue value, Reading at) {
    return type.isInstance(value)
        ? type.cast(value)
        : at.<T>refuse("type", "must be an object, not " + Words.kindOf(value));
  }

  @Override
  public void write(T value, JsonGenerator out) {
    out.writeRawValue(value.toString());
  }
}
