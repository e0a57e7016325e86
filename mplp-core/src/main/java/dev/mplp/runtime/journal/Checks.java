package dev.mplp.runtime.journal;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.invariant.InvariantEngine;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.invariant.InvariantViolation;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.store.Wire;
import dev.mplp.runtime.validation.SchemaName;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold of a document before it is recorded: it can be stored, and keeps its invariants.
 */
public final class Checks {

  private final InvariantEngine rules;

  /** Checks by these rules. */
  public Checks(InvariantSet rules) {
    this.rules = new InvariantEngine(List.of(rules));
  }

  /** All that is wrong with a document. */
  public <T> List<Violation> violations(SchemaName schema, Shape<T> shape, T value) {
    JsonObject json;
    try {
      json = Wire.json(shape, value);
    } catch (ValidationException e) {
      return e.violations();
    }
    List<Violation> violations = new ArrayList<>();
    for (InvariantViolation broken :
        rules.check(Scopes.builder().add(schema, json).build()).errors()) {
      violations.add(
          new Violation(
              broken.pointer(), Violation.Layer.INVARIANT, broken.ruleId(), broken.message()));
    }
    return violations;
  }

  /** Refuses what has violations. */
  public static void refuse(String subject, List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new ValidationException(subject, violations);
    }
  }
}
