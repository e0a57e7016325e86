package dev.mplp.examples.cli.check;

import dev.mplp.examples.cli.UsageException;
import dev.mplp.examples.cli.report.DocumentReport;
import dev.mplp.examples.cli.report.Finding;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.invariant.InvariantEngine;
import dev.mplp.runtime.invariant.InvariantReport;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.invariant.InvariantViolation;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.validation.SchemaName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks rules over the documents of a folder. */
public final class InvariantCheck {

  private final InvariantEngine engine;

  /**
   * A check by these rules.
   *
   * @param strict whether warnings are errors
   */
  public InvariantCheck(List<InvariantSet> sets, boolean strict) {
    InvariantEngine lenient = new InvariantEngine(sets);
    engine = strict ? lenient.strict() : lenient;
  }

  /**
   * What came of it.
   *
   * @param documents the verdict on each document, and one on the folder if rules about all of its
   *     events are broken
   * @param unknown rules that the engine does not know
   */
  public record Outcome(List<DocumentReport> documents, List<String> unknown) {

    /** Copies the lists. */
    public Outcome {
      documents = List.copyOf(documents);
      unknown = List.copyOf(unknown);
    }

    /** True when every rule is known and holds. */
    public boolean holds() {
      return unknown.isEmpty() && documents.stream().allMatch(DocumentReport::isValid);
    }
  }

  /**
   * Checks the files of a folder, not those of folders in it. What is no strict JSON, or of no
   * known kind, is an error of its own.
   */
  public Outcome check(Path folder) throws IOException {
    Verdicts verdicts = new Verdicts();
    Scopes.Builder scopes = Scopes.builder();
    DocumentFiles files = new DocumentFiles(null);
    for (Path file : files(folder)) {
      files.read(file, document -> add(document, verdicts, scopes));
    }
    if (verdicts.isEmpty()) {
      throw new UsageException("there is no document (*.json, *.ndjson) in " + folder);
    }
    Scopes checked = scopes.build();
    InvariantReport report = engine.check(checked);
    for (InvariantViolation violation : report.violations()) {
      verdicts.add(violation, checked, folder);
    }
    return new Outcome(
        verdicts.reports(), report.unknown().stream().map(Object::toString).distinct().toList());
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          Files.exists(folder) ? folder + " is no folder" : "there is no folder " + folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(DocumentFiles::isDocument).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void add(Document document, Verdicts verdicts, Scopes.Builder scopes) {
    SchemaName schema = document.schema();
    if (!(document.value() instanceof JsonObject object)) {
      verdicts.refuse(document, new Finding("", "schema/type", "must be an object"));
    } else if (schema == null) {
      verdicts.refuse(document, DocumentCheck.UNRECOGNISED);
    } else {
      verdicts.accept(document, object);
      scopes.add(schema, object);
    }
  }
}
