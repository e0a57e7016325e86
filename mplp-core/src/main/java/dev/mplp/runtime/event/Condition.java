package dev.mplp.runtime.event;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.function.Predicate;

/**
 * When a shape is rendered.
 *
 * @param text in words, for the documentation; empty for always
 */
record Condition(String text, Predicate<Fact> test) {

  static final Condition ALWAYS = new Condition("", fact -> true);

  static final Condition STATUS_CHANGES = new Condition("if the status changes", Fact::moves);

  static final Condition RESOLVED =
      new Condition("if it is resolved", fact -> !fact.text("status").equals("pending"));

  /** A decision was appended: always by deciding, else where the end of the request is one. */
  static final Condition DECIDED =
      new Condition("if a decision was appended", Condition::isDecided);

  static final Condition REASONED =
      new Condition(
          "if a decision was appended and has a reason",
          fact -> isDecided(fact) && decision(fact).has("reason"));

  /** The record counts at least one of these. */
  static Condition counts(String name) {
    return new Condition("if there are any", fact -> fact.count(name) > 0);
  }

  /** The record is about an imported object of this kind. */
  static Condition kind(String kind) {
    return new Condition("for a " + kind, fact -> kind.equals(fact.find("kind")));
  }

  private static boolean isDecided(Fact fact) {
    return fact.has("decision")
        && (fact.type().equals(RecordTypes.CONFIRM_DECIDED)
            || decision(fact).string("status").filter("cancelled"::equals).isPresent());
  }

  private static JsonObject decision(Fact fact) {
    JsonValue decision = fact.get("decision");
    return decision == null ? JsonObject.empty() : decision.asObject();
  }
}
