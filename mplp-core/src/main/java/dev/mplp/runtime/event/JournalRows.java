package dev.mplp.runtime.event;

import dev.mplp.event.IntegrationKind;
import dev.mplp.model.ModuleName;
import java.util.Arrays;
import java.util.function.Consumer;

/** The rows of what is recorded once and never changed. */
final class JournalRows {

  private JournalRows() {}

  /** Puts the rows into the table. */
  static void add(Consumer<EventTable.Row> table) {
    new RowBuilder(RecordTypes.INTEGRATION_RECORDED, "an outside system reported something", table)
        .inline("integration.recorded", ModuleName.EXTENSION)
        .shows(
            Arrays.stream(IntegrationKind.values())
                .map(IntegrationShape::new)
                .toArray(ObservabilityShape[]::new))
        .end();
    new RowBuilder(RecordTypes.INTEGRATION_DELETED, "old integration events were deleted", table)
        .inline("integration.deleted", ModuleName.EXTENSION)
        .end();
    new RowBuilder(RecordTypes.LEARNING_RECORDED, "learning samples were recorded", table)
        .inline("learning.recorded", ModuleName.TRACE)
        .end();
    new RowBuilder(RecordTypes.LEARNING_DELETED, "learning samples were deleted", table)
        .inline("learning.deleted", ModuleName.TRACE)
        .end();
  }
}
