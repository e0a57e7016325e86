package dev.mplp.examples.server.json;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Merge patches of what has a form. */
final class PatchForm<T> extends Form<Patch<T>> {

  private final Form<T> form;

  PatchForm(Form<T> form) {
    this.form = form;
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return JsonObject.of("type", "object");
  }

  @Override
  public @Nullable Patch<T> read(JsonValue value, Reading at) {
    return value instanceof JsonObject
        ? new Patch<>(form, value)
        : at.refuse("type", "must be an object, not " + Words.kindOf(value));
  }

  @Override
  public void write(Patch<T> value, JsonGenerator out) {
    throw new UnsupportedOperationException("patches are read only");
  }
}
