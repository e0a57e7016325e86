package dev.mplp.examples.cli.report;

import dev.mplp.examples.cli.Console;

/** One object a line: {@code {"path","schema","valid","errors":[...],"warnings":[...]}}. */
final class JsonReport implements Report {

  private final Console console;

  JsonReport(Console console) {
    this.console = console;
  }

  @Override
  public void add(DocumentReport document) {
    console.printExactly(document.toJson().toString());
  }

  @Override
  public void finish() {
    console.out().flush();
  }
}
