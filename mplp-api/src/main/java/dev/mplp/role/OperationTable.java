package dev.mplp.role;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads tables of operations: a line {@code capability: meaning} for each of them, and below it,
 * indented, the calls that ask for it. Empty lines part the modules.
 */
final class OperationTable {

  private final List<Operations.Operation> rows = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private String head = "";

  private OperationTable() {}

  /** The rows of these tables, in their order. */
  static List<Operations.Operation> read(String... tables) {
    OperationTable table = new OperationTable();
    for (String text : tables) {
      text.lines().forEach(table::line);
      table.endRow();
    }
    return List.copyOf(table.rows);
  }

  private void line(String line) {
    if (line.startsWith(" ")) {
      calls.addAll(List.of(line.trim().split(" ", -1)));
    } else if (!line.isEmpty()) {
      endRow();
      head = line;
    }
  }

  private void endRow() {
    if (!head.isEmpty()) {
      int colon = head.indexOf(':');
      rows.add(
          new Operations.Operation(
              head.substring(0, colon), head.substring(colon + 1).trim(), calls));
    }
    head = "";
    calls.clear();
  }
}
