package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.event.UpdateKind;
import dev.mplp.model.ModuleName;
import java.util.function.Consumer;

/** The rows about approvals and their policies. */
final class ConfirmRows {

  private static final ObservabilityShape DECISION_ADDED =
      EventTable.node(
          "decision_added",
          ModuleName.CONFIRM,
          Condition.DECIDED,
          UpdateKind.NODE_ADD,
          EventTable::one,
          EventTable::none);
  private static final ObservabilityShape APPROVAL_REASONING =
      new CoreShape(EventFamily.REASONING_GRAPH, "approval_reasoning", Condition.REASONED);
  private static final ObservabilityShape CONFIRM_PENDING =
      StageShape.confirm("confirm_pending", Condition.ALWAYS);
  private static final ObservabilityShape CONFIRM_RESOLVED =
      StageShape.confirm("confirm_resolved", Condition.RESOLVED);

  private ConfirmRows() {}

  /** Puts the rows into the table. */
  static void add(Consumer<EventTable.Row> table) {
    row(table, RecordTypes.CONFIRM_REQUESTED, "an approval was asked for")
        .inline("confirm.requested", ModuleName.CONFIRM)
        .shows(
            StageShape.confirm("confirm_created", Condition.ALWAYS),
            confirmCreated(Condition.ALWAYS),
            CONFIRM_PENDING)
        .end();
    row(table, RecordTypes.CONFIRM_ROUND, "a request goes on with another content")
        .inline("confirm.round.started", ModuleName.CONFIRM)
        .shows(CONFIRM_PENDING)
        .end();
    row(table, RecordTypes.CONFIRM_DECIDED, "a decision was made")
        .inline("confirm.decided", ModuleName.CONFIRM)
        .shows(DECISION_ADDED, APPROVAL_REASONING, CONFIRM_RESOLVED)
        .end();
    row(table, RecordTypes.CONFIRM_CONSUMED, "a gate opened with an approval")
        .inline("confirm.consumed", ModuleName.CONFIRM)
        .end();
    row(table, RecordTypes.CONFIRM_VOIDED, "a request or approval no longer counts")
        .inline("confirm.voided", ModuleName.CONFIRM)
        .shows(DECISION_ADDED, APPROVAL_REASONING, CONFIRM_RESOLVED)
        .end();
    row(table, RecordTypes.CONFIRM_CANCELLED, "a request was withdrawn")
        .inline("confirm.cancelled", ModuleName.CONFIRM)
        .shows(DECISION_ADDED, APPROVAL_REASONING, CONFIRM_RESOLVED)
        .end();
    row(table, RecordTypes.CONFIRM_DELEGATED, "a decision was handed on, or taken back")
        .inline("confirm.delegated", ModuleName.CONFIRM)
        .end();
    row(table, RecordTypes.CONFIRM_ESCALATED, "others are asked than before")
        .inline("confirm.escalated", ModuleName.CONFIRM)
        .end();
    row(table, RecordTypes.CONFIRM_EXTENDED, "the time of a request was extended")
        .inline("confirm.extended", ModuleName.CONFIRM)
        .end();
    row(table, RecordTypes.CONFIRM_REMINDED, "those who are asked are reminded")
        .inline("confirm.reminded", ModuleName.CONFIRM)
        .end();
    row(table, RecordTypes.POLICY_ATTACHED, "an approval policy was attached")
        .inline("confirm.policy.attached", ModuleName.CONFIRM)
        .end();
    row(table, RecordTypes.POLICY_DETACHED, "an approval policy was taken away")
        .inline("confirm.policy.detached", ModuleName.CONFIRM)
        .end();
  }

  static ObservabilityShape confirmCreated(Condition condition) {
    return EventTable.node(
        "confirm_created",
        ModuleName.CONFIRM,
        condition,
        UpdateKind.NODE_ADD,
        EventTable::one,
        EventTable::one);
  }

  private static RowBuilder row(Consumer<EventTable.Row> table, String type, String meaning) {
    return new RowBuilder(type, meaning, table);
  }
}
