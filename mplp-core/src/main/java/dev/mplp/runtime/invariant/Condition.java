package dev.mplp.runtime.invariant;

import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a rule applies: a question about the object that is being checked. */
sealed interface Condition {

  /**
   * Whether it holds.
   *
   * @param object the object
   * @param place the place that the rule is about; wildcards of the condition follow it
   */
  boolean holds(JsonObject object, RulePath place);

  /** {@code exists(path)}: something other than null is there. */
  record Exists(RulePath path) implements Condition {

    @Override
    public boolean holds(JsonObject object, RulePath place) {
      return path.at(place).places(object).stream().anyMatch(found -> isThere(found.value()));
    }

    private static boolean isThere(@Nullable JsonValue value) {
      return value != null && !(value instanceof JsonNull);
    }

    @Override
    public String toString() {
      return path + " exists";
    }
  }

  /** {@code path == value}, or {@code path != value}, which also holds where nothing is. */
  record Equals(RulePath path, JsonValue value, boolean negated) implements Condition {

    @Override
    public boolean holds(JsonObject object, RulePath place) {
      boolean equal =
          path.at(place).places(object).stream().anyMatch(found -> value.equals(found.value()));
      return equal != negated;
    }

    @Override
    public String toString() {
      return path + (negated ? " is not " : " is ") + value;
    }
  }

  /** {@code first && second && ...}: all of them. */
  record All(List<Condition> conditions) implements Condition {

    /** Copies the list. */
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(JsonObject object, RulePath place) {
      return conditions.stream().allMatch(condition -> condition.holds(object, place));
    }

    @Override
    public String toString() {
      return String.join(" and ", conditions.stream().map(Condition::toString).toList());
    }
  }
}
