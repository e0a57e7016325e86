package dev.mplp.runtime.invariant;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rules that belong together.
 *
 * <p>What a rule may say of the value at its path:
 *
 * <ul>
 *   <li>{@code uuid-v4}: it is a version 4 UUID, in any case
 *   <li>{@code non-empty-string}: it is a string that is not blank
 *   <li>{@code exists}: it is there and not null
 *   <li>{@code iso-datetime}: it is an RFC 3339 date-time
 *   <li>{@code optional-string}: it is a string, or absent
 *   <li>{@code min-length(n)}: it is an array or string at least so long
 *   <li>{@code enum(a,b)}, {@code one-of(["a", 2])}: it is one of these
 *   <li>{@code eq("text")}, {@code eq(path)}: it is this, or what is found there; a path that
 *       starts with the name of another scope, such as {@code context.context_id}, leads to the
 *       objects of that scope, and any of them will do
 *   <li>{@code if(condition, rule)}: the rule holds where the condition does
 *   <li>{@code turns-completed}, {@code broadcasts-received}: of all events of the flow, without a
 *       path
 * </ul>
 *
 * <p>A value that is absent breaks every rule but {@code optional-string}. Under a wildcard, such
 * as {@code steps[*].step_id}, the rule is asked for each element; an array that is absent has
 * none.
 *
 * <p>Conditions are {@code exists(path)}, {@code path == value}, {@code path != value}, joined by
 * {@code &&}; they look at the object that is being checked.
 *
 * @param name what the set is called
 * @param invariants the rules
 */
public record InvariantSet(String name, List<Invariant> invariants) {

  /** Copies the list. */
  public InvariantSet {
    requireNonNull(name, "name");
    invariants = List.copyOf(invariants);
  }

  /** What a flow of the single-agent profile keeps. */
  public static InvariantSet sa() {
    return BuiltInRules.SA;
  }

  /** What a flow of the multi-agent profile keeps. */
  public static InvariantSet map() {
    return BuiltInRules.MAP;
  }

  /** What observability events keep. */
  public static InvariantSet observability() {
    return BuiltInRules.OBSERVABILITY;
  }

  /** What tool, file, Git and CI events keep. */
  public static InvariantSet integration() {
    return BuiltInRules.INTEGRATION;
  }

  /** What learning samples keep. */
  public static InvariantSet learning() {
    return BuiltInRules.LEARNING;
  }

  /** The five sets of the protocol. */
  public static List<InvariantSet> all() {
    return Stream.of(sa(), map(), observability(), integration(), learning()).toList();
  }

  /**
   * Reads a file of rules: YAML, either a list of rules or a mapping with the list under {@code
   * invariants}. A rule is a mapping of {@code id}, {@code scope}, {@code path}, {@code rule}, and
   * optionally {@code when} (a condition, or a list of conditions that must all hold), {@code
   * severity} ({@code error} or {@code warning}) and {@code description}.
   *
   * <p>Other members, such as {@code note}, are for people and ignored. A rule without {@code when}
   * that has id, scope and path of a rule of the protocol applies under the conditions of that
   * rule. A rule that the engine does not know is no error here: the report names it.
   *
   * @param name what the set is called
   * @param yaml the text of the file
   * @param defaultScope the scope of rules that name none; empty if they must name one
   * @throws InvalidRuleFileException if the text is no such file
   */
  public static InvariantSet parse(String name, String yaml, String defaultScope) {
    List<Invariant> rules = new RuleFile(name, defaultScope).read(yaml);
    return new InvariantSet(name, rules.stream().map(BuiltInRules::completed).toList());
  }
}
