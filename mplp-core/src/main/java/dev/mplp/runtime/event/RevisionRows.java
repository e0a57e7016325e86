package dev.mplp.runtime.event;

import dev.mplp.model.ModuleName;
import java.util.function.Consumer;

/** The rows about proposed revisions; that the Plan has other steps is told by its own record. */
final class RevisionRows {

  private RevisionRows() {}

  /** Puts the rows into the table. */
  static void add(Consumer<EventTable.Row> table) {
    row(table, RecordTypes.REVISION_PROPOSED, "other steps were proposed for a running Plan");
    row(table, RecordTypes.REVISION_APPROVED, "a revision was approved, and waits for somebody");
    row(table, RecordTypes.REVISION_APPLIED, "a Plan has the steps that were proposed");
    row(table, RecordTypes.REVISION_REJECTED, "a revision was not approved");
    row(table, RecordTypes.REVISION_WITHDRAWN, "a revision was given up by who proposed it");
    row(table, RecordTypes.REVISION_OVERTAKEN, "a revision is of a Plan as it is no more");
  }

  private static void row(Consumer<EventTable.Row> table, String type, String meaning) {
    new RowBuilder(type, meaning, table).inline("plan." + type, ModuleName.PLAN).end();
  }
}
