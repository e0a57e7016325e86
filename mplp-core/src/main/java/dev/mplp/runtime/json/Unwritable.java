package dev.mplp.runtime.json;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.Violation.Layer;
import java.util.List;

/** A value that has no wire form; gathers its pointer on the way up. Never seen outside. */
final class Unwritable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Layer layer;
  private final String rule;
  private final String problem;
  private String pointer = "";

  Unwritable(Layer layer, String rule, String problem) {
    super(problem, null, false, false);
    this.layer = layer;
    this.rule = rule;
    this.problem = problem;
  }

  Unwritable under(String name) {
    pointer = '/' + name.replace("~", "~0").replace("/", "~1") + pointer;
    return this;
  }

  Unwritable under(int index) {
    pointer = "/" + index + pointer;
    return this;
  }

  String pointer() {
    return pointer;
  }

  String problem() {
    return problem;
  }

  ValidationException toException(String subject) {
    return new ValidationException(subject, List.of(new Violation(pointer, layer, rule, problem)));
  }
}
