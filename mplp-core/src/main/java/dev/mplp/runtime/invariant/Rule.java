package dev.mplp.runtime.invariant;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.model.WireFormat;
import dev.mplp.model.WireTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold at one place; {@link RuleParser} reads them. */
sealed interface Rule {

  /**
   * Where a rule is asked.
   *
   * @param scope the scope of the object
   * @param object the object
   * @param path the place within it
   * @param value what is there, null when nothing is
   * @param scopes the whole flow
   */
  record Subject(
      String scope, JsonObject object, RulePath path, @Nullable JsonValue value, Scopes scopes) {}

  /** Whether it holds. */
  boolean holds(Subject subject);

  /** What it demands, for people. */
  String expectation(Subject subject);

  /** Rules that need nothing but the value. */
  enum Simple implements Rule {
    /** A version 4 UUID, in any case. */
    UUID_V4("uuid-v4", "a version 4 UUID") {
      @Override
      boolean accepts(@Nullable JsonValue value) {
        return value instanceof JsonString text
            && WireFormat.isModuleId(text.value().toLowerCase(Locale.ROOT));
      }
    },
    /** A string with more than white space. */
    NON_EMPTY_STRING("non-empty-string", "a string that is not blank") {
      @Override
      boolean accepts(@Nullable JsonValue value) {
        return value instanceof JsonString text && !text.value().isBlank();
      }
    },
    /** Anything but null. */
    EXISTS("exists", "a value") {
      @Override
      boolean accepts(@Nullable JsonValue value) {
        return value != null && !(value instanceof JsonNull);
      }
    },
    /** An RFC 3339 date-time. */
    ISO_DATETIME("iso-datetime", "an RFC 3339 date-time") {
      @Override
      boolean accepts(@Nullable JsonValue value) {
        return value instanceof JsonString text && WireTime.isDateTime(text.value());
      }
    },
    /** Absent, or a string. */
    OPTIONAL_STRING("optional-string", "a string or nothing") {
      @Override
      boolean accepts(@Nullable JsonValue value) {
        return value == null || value instanceof JsonString;
      }
    };

    private final String text;
    private final String expectation;

    Simple(String text, String expectation) {
      this.text = text;
      this.expectation = expectation;
    }

    abstract boolean accepts(@Nullable JsonValue value);

    /** How it is written. */
    String text() {
      return text;
    }

    @Override
    public boolean holds(Subject subject) {
      return accepts(subject.value());
    }

    @Override
    public String expectation(Subject subject) {
      return expectation;
    }
  }

  /** An array of so many elements, or a string of so many characters (code points). */
  record MinLength(int least) implements Rule {

    @Override
    public boolean holds(Subject subject) {
      if (subject.value() instanceof JsonArray array) {
        return array.size() >= least;
      }
      return subject.value() instanceof JsonString text
          && text.value().codePointCount(0, text.value().length()) >= least;
    }

    @Override
    public String expectation(Subject subject) {
      return "a length of at least " + least;
    }
  }

  /** One of these values. */
  record OneOf(List<JsonValue> allowed) implements Rule {

    /** Copies the list. */
    public OneOf {
      allowed = List.copyOf(allowed);
    }

    @Override
    public boolean holds(Subject subject) {
      return subject.value() != null && allowed.contains(subject.value());
    }

    @Override
    public String expectation(Subject subject) {
      return allowed.size() == 1
          ? allowed.get(0).toString()
          : "one of " + allowed.stream().map(JsonValue::toString).collect(Collectors.joining(", "));
    }
  }

  /**
   * The same value as at another place: of an object of another scope when the path starts with the
   * name of one (any object of it will do), else of the same object.
   */
  record EqualTo(RulePath other) implements Rule {

    @Override
    public boolean holds(Subject subject) {
      return subject.value() != null && candidates(subject).contains(subject.value());
    }

    @Override
    public String expectation(Subject subject) {
      List<JsonValue> candidates = candidates(subject);
      String values =
          candidates.stream()
              .map(JsonValue::toString)
              .distinct()
              .collect(Collectors.joining(" or "));
      return candidates.isEmpty()
          ? "the value of " + other + ", which the flow lacks"
          : values + " (" + other + ")";
    }

    private List<JsonValue> candidates(Subject subject) {
      String first = other.firstName();
      boolean foreign = other.steps().size() > 1 && subject.scopes().isKnown(first);
      List<JsonObject> objects =
          !foreign || first.equals(subject.scope())
              ? List.of(subject.object())
              : subject.scopes().objects(first);
      RulePath within = foreign ? other.rest() : other;
      return objects.stream()
          .flatMap(object -> within.at(subject.path()).places(object).stream())
          .map(RulePath.Place::value)
          .flatMap(java.util.stream.Stream::ofNullable)
          .toList();
    }
  }

  /** A rule that applies under a condition. */
  record Conditional(Condition condition, Rule then) implements Rule {

    @Override
    public boolean holds(Subject subject) {
      return !condition.holds(subject.object(), subject.path()) || then.holds(subject);
    }

    @Override
    public String expectation(Subject subject) {
      return then.expectation(subject) + ", since " + condition;
    }
  }
}
