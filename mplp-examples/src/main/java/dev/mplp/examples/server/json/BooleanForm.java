package dev.mplp.examples.server.json;

import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Yes or no. */
final class BooleanForm extends Form<Boolean> {

  @Override
  public JsonValue schema(Schemas schemas) {
    return JsonObject.of("type", "boolean");
  }

  @Override
  public @Nullable Boolean read(JsonValue value, Reading at) {
    return value instanceof JsonBoolean flag
        ? (Boolean) flag.asBoolean()
        : at.<Boolean>refuse("type", "must be true or false, not " + Words.kindOf(value));
  }

  @Override
  public @Nullable Boolean readText(String text, Reading at) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> at.refuse("type", "must be true or false, not \"" + Words.shortened(text) + '"');
    };
  }

  @Override
  public void write(Boolean value, JsonGenerator out) {
    out.writeBoolean(value);
  }
}
