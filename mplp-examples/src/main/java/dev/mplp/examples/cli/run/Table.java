package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells in columns that are as wide as their widest cell; numbers stand on the right. */
final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heads) {
    row(heads);
  }

  /** Adds a row with as many cells as there are heads. */
  void row(String... cells) {
    List<String> row = Arrays.stream(cells).map(Visible::line).toList();
    if (!rows.isEmpty() && row.size() != rows.get(0).size()) {
      throw new IllegalArgumentException("a row needs " + rows.get(0).size() + " cells");
    }
    rows.add(row);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP).append(cell(row.get(column), column));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private String cell(String text, int column) {
    String filler = " ".repeat(width(column) - length(text));
    return isNumeric(column) ? filler + text : text + filler;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private boolean isNumeric(int column) {
    return rows.size() > 1
        && rows.stream()
            .skip(1)
            .allMatch(
                row -> row.get(column).isEmpty() || Character.isDigit(row.get(column).charAt(0)));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
