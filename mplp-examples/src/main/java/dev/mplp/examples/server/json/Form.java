package dev.mplp.examples.server.json;

import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.ReadResult;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How the values of a type are read from JSON, written as JSON, and described by a JSON Schema: the
 * three come from one definition, so that the description is true.
 *
 * <p>Immutable; {@link Forms} makes them.
 *
 * @param <T> the type
 */
public abstract class Form<T> {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int EXPECTED_SIZE = 512;

  Form() {}

  /** The schema of what is written and read, in terms of JSON Schema 2020-12. */
  public abstract JsonValue schema(Schemas schemas);

  /**
   * Reads a value.
   *
   * @return null when it was refused, which {@code at} has noted
   */
  public abstract @Nullable T read(JsonValue value, Reading at);

  /** Writes a value. */
  public abstract void write(T value, JsonGenerator out);

  /** Reads the text of a parameter; as {@link #read} otherwise. */
  public @Nullable T readText(String text, Reading at) {
    return read(new JsonString(text), at);
  }

  /** Reads a whole body: strict JSON, then what the type demands. */
  public @Nullable T readAll(byte[] json, Reading at) {
    ReadResult<JsonValue> parsed = Bodies.CODEC.tryParse(json);
    at.noteAll(parsed.violations());
    JsonValue value = parsed.value();
    return value == null ? null : read(value, at);
  }

  /** Writes a whole body. */
  public byte[] writeAll(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_SIZE);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(value, out);
    }
    return bytes.toByteArray();
  }
}
