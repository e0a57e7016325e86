package dev.mplp.examples.server.config;

/** What the server is for: {@code MPLP_ENV}. */
public enum Mode {
  /** On one's own machine: may be open to everybody on it, and may forget everything. */
  DEVELOPMENT("development"),

  /** As production, by another name. */
  STAGING("staging"),

  /** Nothing is left open, and nothing is lost with the process. */
  PRODUCTION("production");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  /** As it is written. */
  public String word() {
    return word;
  }

  /** Whether it is safe only for the machine's own user. */
  public boolean isDevelopment() {
    return this == DEVELOPMENT;
  }

  static Mode of(String word) {
    for (Mode mode : values()) {
      if (mode.word.equals(word)) {
        return mode;
      }
    }
    return PRODUCTION; // a word that is refused anyway; nothing becomes open by it
  }
}
