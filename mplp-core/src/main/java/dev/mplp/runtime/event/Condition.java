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

  /** The record says that a status became this one. */
  static Condition becomes(String status) {
    return new Condition("if it is " + status + " now", fact -> status.equals(fact.find("to")));
  }

  /** The record counts at least one of these. */
  static Condition counts(String name) {
    return new Condition("if there are any", fact -> fact.count(name) > 0);
  }

  /** The record is about an imported object of this kind. */
  static Condition kind(String kind) {
    return new Condition("for a " + kind, fact -> kind.equals(fact.find("kind")));
  }

  /**
   * The record says this.
   *
   * @param text in words, for the documentation
   */
  static Condition is(String name, String value, String text) {
    return new Condition(text, fact -> value.equals(fact.find(name)));
  }

  /**
   * The record says something about it.
   *
   * @param text in words, for the documentation
   */
  static Condition has(String name, String text) {
    return new Condition(text, fact -> fact.has(name));
  }

  /** An object that had one of these statuses has this one now. */
  static Condition moves(String from, String to, String text) {
    return new Condition(
        text, fact -> from.equals(fact.find("from")) && to.equals(fact.find("to")));
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
