package dev.mplp.runtime.invariant;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.invariant.InvariantReport.UnknownRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks rules over the objects of a flow.
 *
 * <p>Rules are compiled once; one that cannot be read is reported by every check and never passes.
 * Immutable and thread-safe.
 */
public final class InvariantEngine {

  private static final int LONGEST_VALUE = 80;

  private final List<InvariantSet> sets;
  private final boolean strict;
  private final List<Compiled> rules = new ArrayList<>();
  private final List<UnknownRule> unknown = new ArrayList<>();

  /** An engine of these rules, in this order. */
  public InvariantEngine(List<InvariantSet> sets) {
    this(sets, false);
  }

  private InvariantEngine(List<InvariantSet> sets, boolean strict) {
    this.sets = List.copyOf(sets);
    this.strict = strict;
    this.sets.forEach(set -> set.invariants().forEach(this::compile));
  }

  /** The same rules, with every warning an error. */
  public InvariantEngine strict() {
    return new InvariantEngine(sets, true);
  }

  private void compile(Invariant written) {
    Invariant invariant =
        strict ? written.under(written.when(), Invariant.Severity.ERROR) : written;
    try {
      Optional<EventRule> eventRule = EventRule.find(invariant.rule());
      if (eventRule.isPresent()) {
        rules.add(eventLevel(invariant, eventRule.get()));
        return;
      }
      Condition when =
          new Condition.All(invariant.when().stream().map(RuleParser::condition).toList());
      if (invariant.path().isEmpty()) {
        throw new RuleSyntaxException("it has no path");
      }
      RulePath path = RulePath.parse(invariant.path());
      rules.add(new ObjectLevel(invariant, path, when, RuleParser.rule(invariant.rule())));
    } catch (RuleSyntaxException e) {
      unknown.add(new UnknownRule(invariant, e.getMessage() == null ? "" : e.getMessage()));
    }
  }

  private static Compiled eventLevel(Invariant invariant, EventRule rule) {
    if (!invariant.path().isEmpty() || !invariant.when().isEmpty()) {
      throw new RuleSyntaxException(
          "a rule about all events has neither path nor condition, but \""
              + invariant.rule()
              + "\" has");
    }
    return new EventLevel(invariant, rule);
  }

  /** Checks every rule for every object of its scope. */
  public InvariantReport check(Scopes scopes) {
    List<InvariantViolation> violations = new ArrayList<>();
    Map<String, Integer> checks = new LinkedHashMap<>();
    for (Compiled rule : rules) {
      checks.merge(rule.invariant().id(), rule.check(scopes, violations), Integer::sum);
    }
    return new InvariantReport(violations, unknown, checks);
  }

  /** A rule that can be checked. */
  private sealed interface Compiled {

    Invariant invariant();

    /** Adds what is broken; answers how often the rule was asked. */
    int check(Scopes scopes, List<InvariantViolation> violations);
  }

  private record ObjectLevel(Invariant invariant, RulePath path, Condition when, Rule rule)
      implements Compiled {

    @Override
    public int check(Scopes scopes, List<InvariantViolation> violations) {
      int asked = 0;
      List<JsonObject> objects = scopes.objects(invariant.scope());
      for (int i = 0; i < objects.size(); i++) {
        JsonObject object = objects.get(i);
        int index = i;
        for (RulePath.Place place : path.places(object)) {
          if (when.holds(object, place.path())) {
            asked++;
            expectationMissed(place, object, scopes)
                .map(expected -> violation(object, index, place, expected))
                .ifPresent(violations::add);
          }
        }
      }
      return asked;
    }

    private Optional<String> expectationMissed(
        RulePath.Place place, JsonObject object, Scopes scopes) {
      if (place.obstacle() != null) {
        return Optional.of(place.obstacle());
      }
      Rule.Subject subject =
          new Rule.Subject(invariant.scope(), object, place.path(), place.value(), scopes);
      return rule.holds(subject) ? Optional.empty() : Optional.of(rule.expectation(subject));
    }

    private InvariantViolation violation(
        JsonObject object, int index, RulePath.Place place, String expected) {
      return new InvariantViolation(
          invariant.id(),
          invariant.scope(),
          index,
          keyOf(object, invariant.scope()),
          place.path().toString(),
          expected,
          describe(place.value()),
          invariant.severity());
    }
  }

  private record EventLevel(Invariant invariant, EventRule rule) implements Compiled {

    @Override
    public int check(Scopes scopes, List<InvariantViolation> violations) {
      List<JsonObject> events = EventRule.events(scopes);
      for (EventRule.Broken broken : rule.check(events)) {
        violations.add(
            new InvariantViolation(
                invariant.id(),
                invariant.scope(),
                InvariantViolation.NO_INDEX,
                keyOf(broken.event(), "event"),
                "",
                broken.expected(),
                broken.found(),
                invariant.severity()));
      }
      return events.isEmpty() ? 0 : 1;
    }
  }

  private static String keyOf(JsonObject object, String scope) {
    return Stream.of(scope + "_id", "event_id", "sample_id", "invocation_id", "run_id", "commit_id")
        .flatMap(member -> object.string(member).stream())
        .findFirst()
        .orElse("");
  }

  private static String describe(@Nullable JsonValue value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof JsonObject object) {
      return "an object of " + object.size() + " members";
    }
    if (value instanceof JsonArray array) {
      return "an array of " + array.size() + " elements";
    }
    String text = value.toString();
    return text.codePointCount(0, text.length()) <= LONGEST_VALUE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "...";
  }
}
