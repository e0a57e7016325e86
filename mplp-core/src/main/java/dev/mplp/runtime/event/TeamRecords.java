package dev.mplp.runtime.event;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.dialog.SentMessage;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.network.NodeInfo;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** What records of Roles, Dialogs, Collabs, Extensions and Networks hold beyond their life. */
public final class TeamRecords {

  private TeamRecords() {}

  /**
   * A message was appended to a dialog.
   *
   * @param by the subject of the caller, who need not be the sender
   */
  public static LogEntry messageSent(ContextId contextId, SentMessage sent, String by) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("dialog_id", sent.dialogId().value())
            .put("message_id", sent.messageId().value())
            .put("sequence", sent.sequence())
            .put("role", sent.role().wire())
            .putIfPresent("sender_id", sent.sender())
            .put("by", Bodies.clean(by))
            .put("object", Bodies.wire(Shapes.DIALOG_MESSAGE, sent.message()));
    return of(RecordTypes.DIALOG_MESSAGE, contextId, body);
  }

  /** Somebody joined a session. */
  public static LogEntry collabJoined(Collab before, Collab after, CollabParticipant who) {
    JsonObject.Builder body =
        participant(after, who.participantId())
            .put("kind", who.kind().wire())
            .putIfPresent("role_id", who.roleId())
            .put("status", after.status().wire());
    return of(
        RecordTypes.COLLAB_JOINED, after.contextId(), ObjectBodies.change(body, before, after));
  }

  /** Somebody left a session. */
  public static LogEntry collabLeft(Collab before, Collab after, String participantId) {
    return of(
        RecordTypes.COLLAB_LEFT,
        after.contextId(),
        ObjectBodies.change(participant(after, participantId), before, after));
  }

  private static JsonObject.Builder participant(Collab collab, String participantId) {
    return Bodies.builder()
        .put("collab_id", collab.collabId().value())
        .put("participant_id", participantId);
  }

  /**
   * A node was added to a network.
   *
   * @param by the subject of the caller
   */
  public static LogEntry nodeAdded(ContextId contextId, NodeInfo added, String by) {
    return of(RecordTypes.NODE_ADDED, contextId, node(added).put("by", Bodies.clean(by)));
  }

  /**
   * A node was removed from a network.
   *
   * @param by the subject of the caller
   */
  public static LogEntry nodeRemoved(ContextId contextId, NodeInfo removed, String by) {
    return of(
        RecordTypes.NODE_REMOVED,
        contextId,
        node(removed).put("by", Bodies.clean(by)).remove("object"));
  }

  /**
   * A node has another status.
   *
   * @param reason why; null for none
   * @param by the subject of the caller
   */
  public static LogEntry nodeMoved(
      ContextId contextId, NodeInfo before, NodeInfo after, @Nullable String reason, String by) {
    JsonObject.Builder body =
        node(after)
            .put("from", before.status().wire())
            .put("to", after.status().wire())
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason))
            .put("by", Bodies.clean(by));
    return of(RecordTypes.NODE_MOVED, contextId, body);
  }

  private static JsonObject.Builder node(NodeInfo info) {
    return Bodies.builder()
        .put("network_id", info.networkId().value())
        .put("node_id", info.nodeId().value())
        .put("kind", info.node().kind().wire())
        .putIfPresent("name", info.node().name())
        .putIfPresent("role_id", info.node().roleId())
        .put("object", Bodies.wire(Shapes.NETWORK_NODE, info.node()));
  }

  private static LogEntry of(String type, @Nullable ContextId contextId, JsonObject.Builder body) {
    return LogEntry.of(
        type, contextId == null ? null : contextId.value(), Bodies.bytes(body.build()));
  }
}
