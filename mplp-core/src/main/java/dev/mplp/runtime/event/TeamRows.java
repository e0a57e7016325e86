package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.event.UpdateKind;
import dev.mplp.model.ModuleName;
import java.util.function.Consumer;

/** The rows about what is kept beside objects: messages, participants, nodes. */
final class TeamRows {

  private TeamRows() {}

  /** Puts the rows into the table. */
  static void add(Consumer<EventTable.Row> table) {
    new RowBuilder(RecordTypes.DIALOG_MESSAGE, "a message was appended to a Dialog", table)
        .inline("dialog.message.appended", ModuleName.DIALOG)
        .shows(
            new CoreShape(
                EventFamily.INTENT,
                "user_message_received",
                Condition.is("role", "user", "if a user says it")))
        .end();
    new RowBuilder(RecordTypes.COLLAB_JOINED, "somebody takes part in a Collab", table)
        .inline("collab.participant.joined", ModuleName.COLLAB)
        .map(MapShape.JOINED)
        .end();
    new RowBuilder(RecordTypes.COLLAB_LEFT, "somebody takes part in a Collab no more", table)
        .inline("collab.participant.left", ModuleName.COLLAB)
        .end();
    new RowBuilder(RecordTypes.MAP_RECORDED, "the host told of an event of a session", table)
        .inline("collab.event.recorded", ModuleName.COLLAB)
        .end();
    new RowBuilder(RecordTypes.NODE_ADDED, "a node was added to a Network", table)
        .inline("network.node.added", ModuleName.NETWORK)
        .shows(node("node_added", UpdateKind.NODE_ADD, 1))
        .end();
    new RowBuilder(RecordTypes.NODE_REMOVED, "a node was removed from a Network", table)
        .inline("network.node.removed", ModuleName.NETWORK)
        .shows(node("node_removed", UpdateKind.NODE_DELETE, -1))
        .end();
    new RowBuilder(RecordTypes.NODE_MOVED, "a node of a Network has another status", table)
        .inline("network.node.status.changed", ModuleName.NETWORK)
        .shows(ExecutorShape.node("node_status_changed"))
        .end();
  }

  private static ObservabilityShape node(String eventType, UpdateKind kind, int delta) {
    return EventTable.node(
        eventType, ModuleName.NETWORK, Condition.ALWAYS, kind, fact -> delta, EventTable::none);
  }
}
