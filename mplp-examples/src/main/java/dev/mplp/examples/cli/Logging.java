package dev.mplp.examples.cli;

import java.util.Arrays;

/** What the library logs goes to the error stream: warnings, or everything with {@code --debug}. */
final class Logging {

  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Logging() {}

  /** To be called before anything asks for a logger. */
  static void configure(String... arguments) {
    if (Arrays.asList(arguments).contains("--debug")) {
      System.setProperty(LEVEL, "debug");
    }
  }
}
