package dev.mplp.runtime.invariant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules of the protocol, from the library's own files. */
final class BuiltInRules {

  static final InvariantSet SA = load("sa");
  static final InvariantSet MAP = load("map");
  static final InvariantSet OBSERVABILITY = load("observability");
  static final InvariantSet INTEGRATION = load("integration");
  static final InvariantSet LEARNING = load("learning");

  private static final Map<String, Invariant> BY_ID =
      InvariantSet.all().stream()
          .flatMap(set -> set.invariants().stream())
          .collect(Collectors.toMap(Invariant::id, Function.identity()));

  private BuiltInRules() {}

  /**
   * A rule as somebody wrote it, with what the protocol states of the same rule in English alone:
   * when it applies, whether it is an error, how events are compared.
   */
  static Invariant completed(Invariant written) {
    Invariant known = BY_ID.get(written.id());
    boolean same =
        known != null
            && known.scope().equals(written.scope())
            && known.path().equals(written.path())
            && (written.rule().isEmpty() || written.rule().equals(known.rule()));
    if (known == null || !same) {
      return written;
    }
    Invariant ruled = written.rule().isEmpty() ? written.ruling(known.rule()) : written;
    return written.when().isEmpty() ? ruled.under(known.when(), known.severity()) : ruled;
  }

  private static InvariantSet load(String name) {
    String file = "rules/" + name + ".yaml";
    try (InputStream in = BuiltInRules.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its file " + file);
      }
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new InvariantSet(name, new RuleFile(name, "").read(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
