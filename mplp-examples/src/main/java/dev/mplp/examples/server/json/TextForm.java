package dev.mplp.examples.server.json;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What is a string in JSON: identifiers, times, words. */
final class TextForm<T> extends Form<T> {

  private final JsonObject schema;
  private final Function<String, T> parse;
  private final Function<T, String> format;

  /**
   * A form of texts.
   *
   * @param parse refuses a text by an {@link IllegalArgumentException} that says why
   */
  TextForm(JsonObject schema, Function<String, T> parse, Function<T, String> format) {
    this.schema = schema;
    this.parse = parse;
    this.format = format;
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return schema;
  }

  @Override
  public @Nullable T read(JsonValue value, Reading at) {
    if (!(value instanceof JsonString text)) {
      return at.refuse("type", "must be a string, not " + Words.kindOf(value));
    }
    try {
      return parse.apply(text.asString());
    } catch (IllegalArgumentException | DateTimeException e) {
      return at.refuse("format", Words.shortened(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void write(T value, JsonGenerator out) {
    out.writeString(format.apply(value));
  }
}
