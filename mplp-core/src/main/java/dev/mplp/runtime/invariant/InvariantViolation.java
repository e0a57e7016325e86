package dev.mplp.runtime.invariant;

import static java.util.Objects.requireNonNull;

/**
 * A place in a flow where a rule does not hold.
 *
 * @param ruleId the rule
 * @param scope the kind of object that breaks it
 * @param index which object of that kind, from 0, in the order of {@link Scopes#objects}; {@link
 *     #NO_INDEX} for rules about all events
 * @param objectId the key of the object, or of the event for rules about all events; empty when it
 *     has none
 * @param path the member, with real positions: {@code steps[2].step_id}; empty for the whole object
 * @param expected what the rule demands
 * @param found what is there
 * @param severity whether this is an error
 */
public record InvariantViolation(
    String ruleId,
    String scope,
    int index,
    String objectId,
    String path,
    String expected,
    String found,
    Invariant.Severity severity) {

  /** The index in violations of rules about all events. */
  public static final int NO_INDEX = -1;

  /** Refuses nulls. */
  public InvariantViolation {
    requireNonNull(ruleId, "ruleId");
    requireNonNull(scope, "scope");
    requireNonNull(objectId, "objectId");
    requireNonNull(path, "path");
    requireNonNull(expected, "expected");
    requireNonNull(found, "found");
    requireNonNull(severity, "severity");
  }

  /** The path as a JSON Pointer (RFC 6901) into the object. */
  public String pointer() {
    return RulePath.parse(path).pointer();
  }

  /** What is wrong, for people: "expected ..., found ...". */
  public String message() {
    return "expected " + expected + ", found " + found;
  }

  @Override
  public String toString() {
    String object = objectId.isEmpty() ? "#" + index : objectId;
    return ruleId
        + ": "
        + scope
        + ' '
        + object
        + (path.isEmpty() ? "" : " at " + path)
        + ": "
        + message();
  }
}
