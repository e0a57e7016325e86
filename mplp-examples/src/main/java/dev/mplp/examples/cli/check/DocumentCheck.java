package dev.mplp.examples.cli.check;

import dev.mplp.Violation;
import dev.mplp.Violation.Layer;
import dev.mplp.examples.cli.report.DocumentReport;
import dev.mplp.examples.cli.report.Finding;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaValidator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the verdict on a document: what its text, its schema and our limits say of it. */
public final class DocumentCheck {

  static final Finding UNRECOGNISED =
      new Finding(
          "", "schema/unknown", "neither the file name nor the members tell which schema this is");

  private final SchemaValidator validator = new SchemaValidator();

  /** The verdict on {@code document}. */
  public DocumentReport check(Document document) {
    SchemaName schema = document.schema();
    if (!document.isJson()) {
      return report(document, of(Layer.JSON, document.notes()), List.of());
    }
    if (schema == null) {
      return report(document, List.of(UNRECOGNISED), of(Layer.LIMIT, document.notes()));
    }
    List<Violation> read = readAs(schema, document);
    return report(document, schemaErrors(schema, document, read), of(Layer.LIMIT, read));
  }

  /** What the codec says, which judges by our limits as well. */
  private static List<Violation> readAs(SchemaName schema, Document document) {
    return Shapes.named(schema.text())
        .map(shape -> WireCodec.standard().tryRead(shape, document.text()).violations())
        .orElse(document.notes());
  }

  /** What the schema says; the codec speaks for it where our limits keep the content from us. */
  private List<Finding> schemaErrors(SchemaName schema, Document document, List<Violation> read) {
    return document.value() == null
        ? of(Layer.SCHEMA, read)
        : validator.validate(schema, document.value()).stream().map(Finding::of).toList();
  }

  private static List<Finding> of(Layer layer, List<Violation> violations) {
    return violations.stream().filter(v -> v.layer() == layer).map(Finding::of).toList();
  }

  private static DocumentReport report(
      Document document, List<Finding> errors, List<Finding> warnings) {
    @Nullable SchemaName schema = document.schema();
    return new DocumentReport(
        document.path(), schema == null ? null : schema.text(), errors, warnings);
  }
}
