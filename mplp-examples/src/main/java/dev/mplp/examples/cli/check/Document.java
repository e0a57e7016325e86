package dev.mplp.examples.cli.check;

import dev.mplp.Violation;
import dev.mplp.examples.cli.json.Json;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.ReadResult;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaRecognition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was found.
 *
 * @param path its file; within a file of several, with {@code #/1} for an element of an array and
 *     {@code :17} for a line
 * @param schema its schema, null when nothing tells
 * @param text its text
 * @param value its content, null when the text is no strict JSON or beyond our limits
 * @param notes why it is
 */
public record Document(
    String path,
    @Nullable SchemaName schema,
    byte[] text,
    @Nullable JsonValue value,
    List<Violation> notes) {

  /** Copies the notes. */
  public Document {
    notes = List.copyOf(notes);
  }

  /**
   * Reads a document.
   *
   * @param known its schema, if that is known; otherwise its members tell
   */
  static Document read(String path, Optional<SchemaName> known, byte[] text) {
    ReadResult<JsonValue> read = Json.read(text);
    JsonValue value = read.value();
    Optional<SchemaName> schema =
        value == null ? known : known.or(() -> SchemaRecognition.byContent(value));
    return new Document(path, schema.orElse(null), text, value, read.violations());
  }

  /** True when the text is strict JSON. */
  boolean isJson() {
    return notes.stream().noneMatch(note -> note.layer() == Violation.Layer.JSON);
  }
}
