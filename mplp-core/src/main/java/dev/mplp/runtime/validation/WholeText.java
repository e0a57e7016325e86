package dev.mplp.runtime.validation;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.mplp.model.WireFormat;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The keyword {@code pattern} on the whole text.
 *
 * <p>The JDK's {@code $} forgives a trailing newline, and its matcher recurses once for each
 * repeated group, so that a long text overflows the stack. The patterns of the protocol are matched
 * by scanners instead, which take any length in one pass.
 */
final class WholeText implements RegularExpressionFactory {

  /** The pattern of semantic versions that semver.org suggests. */
  static final String SEMANTIC_VERSION_PATTERN =
      "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
          + "(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
          + "(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
          + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$";

  static final Map<String, Predicate<CharSequence>> SCANNERS =
      Map.of(
          WireFormat.MODULE_ID_PATTERN,
          WireFormat::isModuleId,
          WireFormat.VERSION_PATTERN,
          WireFormat::isVersion,
          WireFormat.EVENT_TYPE_PATTERN,
          WireFormat::isEventType,
          SEMANTIC_VERSION_PATTERN,
          WireFormat::isSemanticVersion);

  @Override
  public RegularExpression getRegularExpression(String regex) {
    Predicate<CharSequence> scanner = SCANNERS.get(regex);
    if (scanner == null) {
      throw new IllegalArgumentException("there is no scanner for the pattern " + regex);
    }
    return scanner::test;
  }
}
