package dev.mplp.runtime.json;

/** The text is no JSON from here on. Never seen outside. */
final class Malformed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;

  Malformed(String rule, String problem) {
    super(problem, null, false, false);
    this.rule = rule;
  }

  /** The rule of the JSON layer that is broken. */
  String rule() {
    return rule;
  }
}
