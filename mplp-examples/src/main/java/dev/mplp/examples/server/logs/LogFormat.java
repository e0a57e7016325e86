package dev.mplp.examples.server.logs;

/** How a line of the log is written. */
public enum LogFormat {
  /** An object of JSON a line, for programs. */
  JSON,
  /** Time, level, logger and message, for people. */
  TEXT
}
