package dev.mplp.postgres;

import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Completes the text of statements: {@code {step_run}} becomes the table in the storage's schema,
 * {@code {CLAIMABLE}}, {@code {phase.OPEN}} and {@code {reason.UPSTREAM}} the stored numbers, and
 * {@code {now}} the storage's clock.
 */
final class Sql {

  /** The clock of the server: constant within a statement, so that an index can serve it. */
  static final String SERVER_CLOCK = "statement_timestamp()";

  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_.]+)}");

  private final String schema;
  private final Map<String, String> constants = new HashMap<>();

  Sql(String schema, String clock) {
    this.schema = '"' + schema.replace("\"", "\"\"") + '"';
    constants.put("now", clock);
    for (StepState state : StepState.values()) {
      constants.put(state.name(), Integer.toString(Codes.of(state)));
    }
    for (Phase phase : Phase.values()) {
      constants.put("phase." + phase.name(), Integer.toString(Codes.of(phase)));
    }
    for (SkipReason reason : SkipReason.values()) {
      constants.put("reason." + reason.name(), Integer.toString(Codes.of(reason)));
    }
  }

  /** The statement with every name in braces replaced. */
  String of(String template) {
    Matcher matcher = NAME.matcher(template);
    StringBuilder statement = new StringBuilder();
    while (matcher.find()) {
      String constant = constants.get(matcher.group(1));
      String replacement = constant != null ? constant : schema + '.' + matcher.group(1);
      matcher.appendReplacement(statement, Matcher.quoteReplacement(replacement));
    }
    return matcher.appendTail(statement).toString();
  }

  /** The schema as it is written in a statement. */
  String schema() {
    return schema;
  }
}
