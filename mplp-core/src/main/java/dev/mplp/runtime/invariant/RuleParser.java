package dev.mplp.runtime.invariant;

import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads rules and conditions.
 *
 * <pre>
 * rule      = "uuid-v4" | "non-empty-string" | "exists" | "iso-datetime" | "optional-string"
 *           | "min-length(" digits ")" | "enum(" words ")" | "one-of([" values "])"
 *           | "eq(" value | path ")" | "if(" condition "," rule ")"
 * condition = clause *( "&amp;&amp;" clause )
 * clause    = "exists(" path ")" | path ( "==" | "!=" ) ( value | word )
 * value     = quoted text | number | "true" | "false" | "null"
 * </pre>
 */
final class RuleParser {

  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

  private RuleParser() {}

  /**
   * Reads a rule.
   *
   * @throws RuleSyntaxException if it is none
   */
  static Rule rule(String text) {
    String rule = text.strip();
    for (Rule.Simple simple : Rule.Simple.values()) {
      if (simple.text().equals(rule)) {
        return simple;
      }
    }
    int open = rule.indexOf('(');
    if (open < 1 || !rule.endsWith(")")) {
      throw unknown(text);
    }
    String argument = rule.substring(open + 1, rule.length() - 1).strip();
    return switch (rule.substring(0, open)) {
      case "min-length" -> new Rule.MinLength(count(argument, text));
      case "enum" -> new Rule.OneOf(words(argument, text));
      case "one-of" -> new Rule.OneOf(listed(argument, text));
      case "eq" -> equalTo(argument);
      case "if" -> conditional(argument, text);
      default -> throw unknown(text);
    };
  }

  private static RuleSyntaxException unknown(String text) {
    return new RuleSyntaxException(
        text.isBlank() ? "it has no rule" : "\"" + text + "\" is no rule that the engine knows");
  }

  private static int count(String argument, String rule) {
    if (argument.isEmpty()
        || argument.length() > 9
        || !argument.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new RuleSyntaxException("\"" + rule + "\" must name a count, such as min-length(1)");
    }
    return Integer.parseInt(argument);
  }

  private static List<JsonValue> words(String argument, String rule) {
    List<JsonValue> words = new ArrayList<>();
    for (String part : split(argument, ",", rule)) {
      words.add(quoted(part).orElseGet(() -> new JsonString(part)));
    }
    return words;
  }

  private static List<JsonValue> listed(String argument, String rule) {
    if (!argument.startsWith("[") || !argument.endsWith("]")) {
      throw new RuleSyntaxException("\"" + rule + "\" must list its values in brackets");
    }
    List<JsonValue> values = new ArrayList<>();
    for (String part : split(argument.substring(1, argument.length() - 1), ",", rule)) {
      values.add(value(part).orElseGet(() -> new JsonString(part)));
    }
    return values;
  }

  private static Rule equalTo(String argument) {
    return value(argument)
        .<Rule>map(literal -> new Rule.OneOf(List.of(literal)))
        .orElseGet(() -> new Rule.EqualTo(path(argument)));
  }

  private static Rule conditional(String argument, String rule) {
    List<String> parts = split(argument, ",", rule);
    if (parts.size() != 2) {
      throw new RuleSyntaxException("\"" + rule + "\" must have a condition and a rule");
    }
    return new Rule.Conditional(condition(parts.get(0)), rule(parts.get(1)));
  }

  /**
   * Reads a condition.
   *
   * @throws RuleSyntaxException if it is none
   */
  static Condition condition(String text) {
    List<String> clauses = split(text, "&&", text);
    return clauses.size() == 1
        ? clause(clauses.get(0))
        : new Condition.All(clauses.stream().map(RuleParser::clause).toList());
  }

  private static Condition clause(String text) {
    if (text.startsWith("exists(") && text.endsWith(")")) {
      return new Condition.Exists(path(text.substring(7, text.length() - 1).strip()));
    }
    boolean negated = !text.contains("==");
    List<String> sides = split(text, negated ? "!=" : "==", text);
    if (sides.size() != 2) {
      throw new RuleSyntaxException(
          "\"" + text + "\" is no condition: write exists(path), path == value or path != value");
    }
    JsonValue value = value(sides.get(1)).orElseGet(() -> new JsonString(sides.get(1)));
    return new Condition.Equals(path(sides.get(0)), value, negated);
  }

  private static RulePath path(String text) {
    if (text.chars().anyMatch(c -> Character.isWhitespace(c) || "()\"'=&,".indexOf(c) >= 0)) {
      throw new RuleSyntaxException("\"" + text + "\" is no path");
    }
    RulePath path = RulePath.parse(text);
    if (path.steps().isEmpty()) {
      throw new RuleSyntaxException("a path is missing");
    }
    return path;
  }

  private static Optional<JsonValue> value(String text) {
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(JsonNumber.of(new BigDecimal(text)));
    }
    return switch (text) {
      case "true" -> Optional.of(JsonBoolean.TRUE);
      case "false" -> Optional.of(JsonBoolean.FALSE);
      case "null" -> Optional.of(JsonNull.NULL);
      default -> quoted(text);
    };
  }

  private static Optional<JsonValue> quoted(String text) {
    boolean quotes =
        text.length() >= 2
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quotes
        ? Optional.of(new JsonString(text.substring(1, text.length() - 1)))
        : Optional.empty();
  }

  /** The parts between separators that stand outside quotes and brackets, none of them empty. */
  private static List<String> split(String text, String separator, String whole) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (depth == 0 && text.startsWith(separator, i)) {
        parts.add(text.substring(from, i).strip());
        from = i + separator.length();
        i = from - 1;
      }
    }
    parts.add(text.substring(from).strip());
    if (quote != 0 || depth != 0 || parts.contains("")) {
      throw new RuleSyntaxException(
          "\"" + whole + "\" has an empty part, or quotes or brackets open");
    }
    return parts;
  }
}
