package dev.mplp.examples.cli.report;

import dev.mplp.Violation;
import dev.mplp.model.JsonObject;

/**
 * One thing that is wrong with a document, or worth a look.
 *
 * @param pointer where, as a JSON Pointer; empty for the whole document
 * @param rule which rule, such as {@code schema/required}
 * @param message what is wrong, for people
 */
public record Finding(String pointer, String rule, String message) {

  /** The finding that a violation is. */
  public static Finding of(Violation violation) {
    return new Finding(violation.pointer(), violation.name(), violation.message());
  }

  JsonObject toJson() {
    return JsonObject.of("pointer", pointer, "rule", rule, "message", message);
  }

  @Override
  public String toString() {
    return (pointer.isEmpty() ? "(document)" : pointer) + "  " + rule + "  " + message;
  }
}
