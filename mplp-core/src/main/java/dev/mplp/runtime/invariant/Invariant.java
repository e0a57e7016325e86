package dev.mplp.runtime.invariant;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One rule of a set, as it is written; the engine compiles it.
 *
 * @param id its name
 * @param scope the kind of object that it is about: each object of that kind is checked
 * @param path the member that it is about, such as {@code steps[*].step_id}; empty for rules about
 *     all events together
 * @param rule what must hold there, such as {@code uuid-v4}; see {@link InvariantSet} for all rules
 * @param when conditions that must all hold for the rule to apply, such as {@code
 *     exists(started_at)}
 * @param severity what a violation is
 * @param description what it is for, for people; never read by the engine
 */
public record Invariant(
    String id,
    String scope,
    String path,
    String rule,
    List<String> when,
    Severity severity,
    String description) {

  /** What a violation of a rule is. */
  public enum Severity {
    /** The flow breaks the rule. */
    ERROR,
    /** The flow is accepted, but somebody should look. */
    WARNING
  }

  /** Refuses nulls and copies the conditions. */
  public Invariant {
    requireNonNull(id, "id");
    requireNonNull(scope, "scope");
    requireNonNull(path, "path");
    requireNonNull(rule, "rule");
    when = List.copyOf(when);
    requireNonNull(severity, "severity");
    requireNonNull(description, "description");
  }

  /** A copy under these conditions, with this severity. */
  Invariant under(List<String> conditions, Severity changed) {
    return new Invariant(id, scope, path, rule, conditions, changed, description);
  }

  /** A copy with this rule. */
  Invariant ruling(String changed) {
    return new Invariant(id, scope, path, changed, when, severity, description);
  }
}
