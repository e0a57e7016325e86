package dev.mplp.examples.cli.check;

import dev.mplp.Violation;
import dev.mplp.examples.cli.report.DocumentReport;
import dev.mplp.examples.cli.report.Finding;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.invariant.Invariant;
import dev.mplp.runtime.invariant.InvariantViolation;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.validation.SchemaName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what rules say of the documents of a folder, document by document. */
final class Verdicts {

  private final List<Verdict> all = new ArrayList<>();
  private final IdentityHashMap<JsonObject, Verdict> byObject = new IdentityHashMap<>();
  private @Nullable Verdict ofFolder;

  private record Verdict(
      String path, @Nullable SchemaName schema, List<Finding> errors, List<Finding> warnings) {

    Verdict(String path, @Nullable SchemaName schema) {
      this(path, schema, new ArrayList<>(), new ArrayList<>());
    }

    DocumentReport report() {
      return new DocumentReport(path, schema == null ? null : schema.text(), errors, warnings);
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Notes that rules are asked for this document. */
  void accept(Document document, JsonObject object) {
    byObject.put(object, add(document));
  }

  /**
   * Notes that no rule can be asked for this document: why its text says, else {@code otherwise}.
   */
  void refuse(Document document, Finding otherwise) {
    Verdict verdict = add(document);
    for (Violation note : document.notes()) {
      if (note.layer() != Violation.Layer.LIMIT) {
        verdict.errors.add(Finding.of(note));
      }
    }
    if (verdict.errors.isEmpty()) {
      verdict.errors.add(otherwise);
    }
  }

  private Verdict add(Document document) {
    Verdict verdict = new Verdict(document.path(), document.schema());
    all.add(verdict);
    return verdict;
  }

  /** Notes a broken rule. */
  void add(InvariantViolation violation, Scopes scopes, Path folder) {
    Verdict verdict = verdict(violation, scopes, folder);
    boolean warning = violation.severity() == Invariant.Severity.WARNING;
    (warning ? verdict.warnings : verdict.errors).add(finding(violation));
  }

  private Verdict verdict(InvariantViolation violation, Scopes scopes, Path folder) {
    if (violation.index() != InvariantViolation.NO_INDEX) {
      Verdict known = byObject.get(scopes.objects(violation.scope()).get(violation.index()));
      if (known != null) {
        return known;
      }
    }
    if (ofFolder == null) {
      ofFolder = new Verdict(folder.toString(), null);
      all.add(ofFolder);
    }
    return ofFolder;
  }

  private static Finding finding(InvariantViolation violation) {
    if (violation.index() == InvariantViolation.NO_INDEX && !violation.objectId().isEmpty()) {
      return new Finding(
          "", violation.ruleId(), "event " + violation.objectId() + ": " + violation.message());
    }
    return new Finding(violation.pointer(), violation.ruleId(), violation.message());
  }

  /** The verdicts, in the order of the documents. */
  List<DocumentReport> reports() {
    return all.stream().map(Verdict::report).toList();
  }
}
