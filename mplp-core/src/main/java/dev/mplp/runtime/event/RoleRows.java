package dev.mplp.runtime.event;

import dev.mplp.event.UpdateKind;
import dev.mplp.model.ModuleName;
import java.util.function.Consumer;

/** The rows about what is kept beside Roles: inheritance, exclusions, assignments. */
final class RoleRows {

  private RoleRows() {}

  /** Puts the rows into the table. */
  static void add(Consumer<EventTable.Row> table) {
    new RowBuilder(
            RecordTypes.ROLE_INHERITANCE, "a Role inherits from another one, or no more", table)
        .inline(RecordTypes.ROLE_INHERITANCE, ModuleName.ROLE)
        .shows(updated())
        .end();
    new RowBuilder(
            RecordTypes.ROLE_EXCLUSION, "two Roles must not be held together, or may again", table)
        .inline(RecordTypes.ROLE_EXCLUSION, ModuleName.ROLE)
        .shows(updated())
        .end();
    new RowBuilder(RecordTypes.ROLE_ASSIGNED, "a Role was assigned to a subject", table)
        .inline(RecordTypes.ROLE_ASSIGNED, ModuleName.ROLE)
        .end();
    new RowBuilder(RecordTypes.ROLE_DELEGATED, "the holder of a Role delegated it", table)
        .inline(RecordTypes.ROLE_DELEGATED, ModuleName.ROLE)
        .end();
    new RowBuilder(
            RecordTypes.ROLE_UNASSIGNED, "a subject holds a Role no more by an assignment", table)
        .inline(RecordTypes.ROLE_UNASSIGNED, ModuleName.ROLE)
        .end();
    new RowBuilder(RecordTypes.ACT_DENIED, "a subject was denied what it tried to do", table)
        .inline(RecordTypes.ACT_DENIED, ModuleName.ROLE)
        .end();
  }

  private static ObservabilityShape updated() {
    return EventTable.node(
        "role_updated",
        ModuleName.ROLE,
        Condition.ALWAYS,
        UpdateKind.NODE_UPDATE,
        EventTable::none,
        EventTable::none);
  }
}
