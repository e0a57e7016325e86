package dev.mplp.runtime.invariant;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.ConstructYamlNull;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads rules from YAML. Every scalar is text, aliases and size are bounded, tags make no objects:
 * the file may come from anybody.
 */
final class RuleFile {

  private static final int LONGEST_FILE = 1_000_000;
  private static final int MOST_ALIASES = 50;

  private final String name;
  private final String defaultScope;

  RuleFile(String name, String defaultScope) {
    this.name = name;
    this.defaultScope = defaultScope;
  }

  List<Invariant> read(String yaml) {
    Object root = parse(yaml);
    Object list = root instanceof Map<?, ?> file ? file.get("invariants") : root;
    if (!(list instanceof List<?> entries)) {
      throw invalid("must be a list of rules, or have one under \"invariants\"");
    }
    return IntStream.range(0, entries.size()).mapToObj(i -> rule(entries.get(i), i + 1)).toList();
  }

  private @Nullable Object parse(String yaml) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new FailsafeSchema())
            // An empty file is null, for which that schema has no constructor.
            .setTagConstructors(Map.of(Tag.NULL, new ConstructYamlNull()))
            .setCodePointLimit(LONGEST_FILE)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setAllowNonScalarKeys(false)
            .build();
    try {
      return new Load(settings).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new InvalidRuleFileException(name, "is no YAML: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new InvalidRuleFileException(name, "is nested too deep", e);
    }
  }

  private Invariant rule(@Nullable Object entry, int number) {
    if (!(entry instanceof Map<?, ?> members)) {
      throw invalid("rule " + number + " must be a mapping");
    }
    String id = text(members, "id", number);
    String scope = text(members, "scope", number);
    if (id.isBlank()) {
      throw invalid("rule " + number + " must have an id");
    }
    String actualScope = scope.isBlank() ? defaultScope : scope;
    if (actualScope.isBlank()) {
      throw invalid("rule " + number + " (" + id + ") must have a scope");
    }
    return new Invariant(
        id,
        actualScope,
        text(members, "path", number),
        text(members, "rule", number),
        conditions(members.get("when"), number),
        severity(text(members, "severity", number), number),
        text(members, "description", number));
  }

  private String text(Map<?, ?> members, String member, int number) {
    Object value = members.get(member);
    if (value != null && !(value instanceof String)) {
      throw invalid("rule " + number + ": " + member + " must be text");
    }
    return value == null ? "" : value.toString().strip();
  }

  private List<String> conditions(@Nullable Object when, int number) {
    if (when == null) {
      return List.of();
    }
    List<?> list = when instanceof List<?> several ? several : List.of(when);
    return list.stream().map(one -> condition(one, number)).toList();
  }

  private String condition(@Nullable Object one, int number) {
    if (one instanceof String condition) {
      return condition;
    }
    throw invalid("rule " + number + ": when must be a condition or a list of conditions");
  }

  private Invariant.Severity severity(String text, int number) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "error" -> Invariant.Severity.ERROR;
      case "warning" -> Invariant.Severity.WARNING;
      default ->
          throw invalid("rule " + number + ": severity must be error or warning, but is " + text);
    };
  }

  private InvalidRuleFileException invalid(String problem) {
    return new InvalidRuleFileException(name, problem, null);
  }
}
