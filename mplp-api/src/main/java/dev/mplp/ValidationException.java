package dev.mplp;

import java.util.List;
import java.util.stream.Collectors;

/** A document or object breaks the rules of its schema; code {@code VALIDATION_FAILED}. */
public class ValidationException extends MplpException {

  /** The code of this error. */
  public static final String CODE = "VALIDATION_FAILED";

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  private final transient List<Violation> violations;

  /**
   * An error of these violations.
   *
   * @param subject what was checked, for the message: "plan"
   * @param violations what is wrong with it, at least one
   */
  public ValidationException(String subject, List<Violation> violations) {
    super(CODE, false, message(subject, violations), null);
    this.violations = List.copyOf(violations);
  }

  private static String message(String subject, List<Violation> violations) {
    if (violations.isEmpty()) {
      throw new IllegalArgumentException("violations must have at least one element");
    }
    String more = violations.size() > SHOWN ? "; and " + (violations.size() - SHOWN) + " more" : "";
    return subject
        + " is not valid: "
        + violations.stream()
            .limit(SHOWN)
            .map(Violation::toString)
            .collect(Collectors.joining("; "))
        + more;
  }

  /** What is wrong, in the order in which it was found; empty after Java serialisation. */
  public List<Violation> violations() {
    return violations == null ? List.of() : violations;
  }
}
