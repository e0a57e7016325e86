package dev.mplp.examples.cli.report;

import dev.mplp.examples.cli.Console;

/** Prints verdicts as they come. Not thread-safe. */
public interface Report {

  /** Prints the verdict on a document. */
  void add(DocumentReport document);

  /** Prints what is to be said at the end. */
  void finish();

  /** The forms of output. */
  enum Format {
    /** For people. */
    TEXT,
    /** One JSON object a line and document. */
    JSON;

    /** A report of this form. */
    public Report to(Console console) {
      return this == JSON ? new JsonReport(console) : new TextReport(console);
    }
  }
}
