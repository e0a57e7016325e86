package dev.mplp.examples.cli.report;

import dev.mplp.examples.cli.Console;

/** A line for each document, a line for each finding below it, and the sum at the end. */
final class TextReport implements Report {

  private final Console console;
  private long valid;
  private long invalid;

  TextReport(Console console) {
    this.console = console;
  }

  @Override
  public void add(DocumentReport document) {
    String schema = document.schema();
    console.print(
        (document.isValid() ? "ok       " : "INVALID  ")
            + document.path()
            + (schema == null ? "" : "  (" + schema + ")"));
    document.errors().forEach(finding -> console.print("    " + finding));
    document.warnings().forEach(finding -> console.print("    warning: " + finding));
    if (document.isValid()) {
      valid++;
    } else {
      invalid++;
    }
  }

  @Override
  public void finish() {
    long all = valid + invalid;
    console.print(
        all
            + (all == 1 ? " document: " : " documents: ")
            + valid
            + " valid, "
            + invalid
            + " invalid");
    console.out().flush();
  }
}
