package dev.mplp.examples.server.config;

import java.util.List;

/** The server cannot be started as it is configured; names everything that is wrong. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // copies of lists are
  private final List<String> problems;

  /** With everything that is wrong, each with what to do about it. */
  public ConfigException(List<String> problems) {
    super(
        (problems.size() == 1 ? "a setting is wrong" : problems.size() + " settings are wrong")
            + ":\n  "
            + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong. */
  public List<String> problems() {
    return problems;
  }
}
