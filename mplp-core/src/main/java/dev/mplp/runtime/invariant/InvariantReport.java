package dev.mplp.runtime.invariant;

import java.util.List;
import java.util.Map;

/**
 * What the engine found.
 *
 * @param violations every place where a rule does not hold, in the order of the rules
 * @param unknown rules that the engine does not know or cannot read; none of them passed
 * @param checks how often each rule was applied, by its id; 0 where the flow has no object of its
 *     scope, or its conditions never held
 */
public record InvariantReport(
    List<InvariantViolation> violations, List<UnknownRule> unknown, Map<String, Integer> checks) {

  /**
   * A rule that was not checked.
   *
   * @param invariant the rule
   * @param reason what the engine cannot read
   */
  public record UnknownRule(Invariant invariant, String reason) {

    @Override
    public String toString() {
      return invariant.id() + ": " + reason;
    }
  }

  /** Copies the collections. */
  public InvariantReport {
    violations = List.copyOf(violations);
    unknown = List.copyOf(unknown);
    checks = Map.copyOf(checks);
  }

  /** True when every rule is known and none is broken; warnings do not count. */
  public boolean holds() {
    return unknown.isEmpty() && errors().isEmpty();
  }

  /** The violations that are errors. */
  public List<InvariantViolation> errors() {
    return of(Invariant.Severity.ERROR);
  }

  /** The violations that are warnings. */
  public List<InvariantViolation> warnings() {
    return of(Invariant.Severity.WARNING);
  }

  private List<InvariantViolation> of(Invariant.Severity severity) {
    return violations.stream().filter(violation -> violation.severity() == severity).toList();
  }
}
