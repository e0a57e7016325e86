package dev.mplp.examples.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.Violation;
import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.json.Json;
import dev.mplp.examples.cli.json.Lines;
import dev.mplp.examples.cli.json.Slices;
import dev.mplp.examples.cli.report.DocumentReport;
import dev.mplp.examples.cli.report.Finding;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.ReadResult;
import dev.mplp.runtime.validation.SchemaName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers each line {@code {"schema":...,"instance":...}} of the standard input with a line {@code
 * {"valid":...,"errors":[...]}}, in order, and holds one line at a time.
 *
 * <p>An answer is sent off no later than the next line is waited for, so that a program may ask
 * line by line.
 */
public final class NdjsonCheck {

  private static final String INSTANCE = "/instance";

  private final Console console;
  private final @Nullable SchemaName given;
  private final DocumentCheck check = new DocumentCheck();

  /**
   * A check of what {@code console} reads.
   *
   * @param given the schema of lines that name none; null if they must
   */
  public NdjsonCheck(Console console, @Nullable SchemaName given) {
    this.console = console;
    this.given = given;
  }

  /** Answers all lines; true when everything was valid. */
  public boolean run() throws IOException {
    Lines lines = new Lines(console.in());
    boolean valid = true;
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      List<Finding> errors = errors(line);
      valid &= errors.isEmpty();
      console.printExactly(
          JsonObject.of("valid", errors.isEmpty(), "errors", DocumentReport.array(errors))
              .toString());
      if (!lines.hasMoreAtHand()) {
        flush();
      }
    }
    flush();
    return valid;
  }

  /** Nobody reads the answers any more when this fails, so that there is no need to go on. */
  private void flush() throws IOException {
    if (console.out().checkError()) {
      throw new IOException("the output was closed");
    }
  }

  private List<Finding> errors(byte[] line) {
    ReadResult<JsonValue> read = Json.read(line);
    if (!Json.isStrict(read)) {
      return read.violations().stream()
          .filter(note -> note.layer() == Violation.Layer.JSON)
          .map(NdjsonCheck::ofInstance)
          .toList();
    }
    if (Slices.isArray(line) || (read.value() != null && !(read.value() instanceof JsonObject))) {
      return unusable("", "the line must be an object with the members schema and instance");
    }
    Map<String, byte[]> members = Slices.members(line);
    byte[] name = members.get("schema");
    Optional<SchemaName> schema = name == null ? Optional.ofNullable(given) : schema(name);
    if (schema.isEmpty()) {
      return unusable(
          "schema",
          name == null
              ? "the name of the schema is missing, such as mplp-plan"
              : "there is no schema " + new String(name, UTF_8));
    }
    byte[] instance = members.get("instance");
    return instance == null
        ? unusable("instance", "the document is missing")
        : check.check(Document.read("", schema, instance)).errors();
  }

  private static Optional<SchemaName> schema(byte[] name) {
    return Json.read(name).value() instanceof JsonString text
        ? SchemaName.find(text.value())
        : Optional.empty();
  }

  /** Points into the document where it can: that is what the sender knows. */
  private static Finding ofInstance(Violation violation) {
    Finding finding = Finding.of(violation);
    String pointer = finding.pointer();
    return pointer.startsWith(INSTANCE)
        ? new Finding(pointer.substring(INSTANCE.length()), finding.rule(), finding.message())
        : finding;
  }

  private static List<Finding> unusable(String member, String message) {
    return List.of(new Finding("", "line/" + (member.isEmpty() ? "form" : member), message));
  }
}
