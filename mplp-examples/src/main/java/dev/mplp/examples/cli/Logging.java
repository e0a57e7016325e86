package dev.mplp.examples.cli;

import dev.mplp.examples.server.logs.LogSetup;
import java.util.Arrays;

/** What the library logs goes to the error stream: warnings, or everything with {@code --debug}. */
final class Logging {

  private Logging() {}

  /** To be called before anything asks for a logger. */
  static void configure(String... arguments) {
    if (Arrays.asList(arguments).contains("--debug")) {
      System.setProperty(LogSetup.LEVEL, "debug");
    }
  }
}
