package dev.mplp.examples.cli.report;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one document.
 *
 * @param path its file; within a file of several, with {@code #/1} for an element of an array and
 *     {@code :17} for a line
 * @param schema the name of its schema, null when nothing tells
 * @param errors what is wrong; empty when it is valid
 * @param warnings what is valid and yet worth a look
 */
public record DocumentReport(
    String path, @Nullable String schema, List<Finding> errors, List<Finding> warnings) {

  /** Copies the lists. */
  public DocumentReport {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** True when there is no error. */
  public boolean isValid() {
    return errors.isEmpty();
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("path", path)
        .put("schema", schema)
        .put("valid", isValid())
        .put("errors", array(errors))
        .put("warnings", array(warnings))
        .build();
  }

  /** The findings as a JSON array of {@code pointer}, {@code rule}, {@code message}. */
  public static JsonArray array(List<Finding> findings) {
    return JsonArray.of(findings.stream().map(Finding::toJson).toArray());
  }
}
