package dev.mplp.postgres;

import dev.mplp.spi.CommitResult.Conflict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether statements of a pipeline changed as many rows as they were to. */
final class WriteOutcome {

  private final List<Expected> expected = new ArrayList<>();

  private record Expected(List<Boolean> changed, int rows, Conflict conflict) {}

  /**
   * Adds a statement that answers with a row for each that it changes.
   *
   * @param rows how many it is to change
   * @param conflict what it means when it does not
   */
  void expect(Pipeline pipeline, Query query, int rows, Conflict conflict) {
    expected.add(new Expected(pipeline.list(query, row -> true), rows, conflict));
  }

  /** The first conflict, when the pipeline has run; null when all is well. */
  @Nullable Conflict conflict() {
    return expected.stream()
        .filter(one -> one.changed.size() != one.rows)
        .findFirst()
        .map(Expected::conflict)
        .orElse(null);
  }
}
