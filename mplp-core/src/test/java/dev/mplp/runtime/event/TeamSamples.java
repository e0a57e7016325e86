package dev.mplp.runtime.event;

import static dev.mplp.runtime.event.RecordSamples.CONTEXT;
import static dev.mplp.runtime.event.RecordSamples.TIME;
import static dev.mplp.runtime.event.RecordSamples.uuid;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.dialog.DialogMessage;
import dev.mplp.dialog.MessageRole;
import dev.mplp.dialog.SentMessage;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.extension.ExtensionType;
import dev.mplp.model.DialogId;
import dev.mplp.model.MessageId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeInfo;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import dev.mplp.role.Role;
import dev.mplp.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of messages, participants, nodes, capabilities, sessions and extensions. */
final class TeamSamples {

  private TeamSamples() {}

  static List<LogEntry> all() {
    List<LogEntry> all = new ArrayList<>();
    all.add(TeamRecords.messageSent(CONTEXT, message(MessageRole.USER, "alice"), "alice"));
    all.add(TeamRecords.messageSent(CONTEXT, message(MessageRole.AGENT, null), "bo\u0000b"));
    roles(all);
    collabs(all);
    extensions(all);
    networks(all);
    return all;
  }

  private static SentMessage message(MessageRole role, @Nullable String sender) {
    return new SentMessage(
        new DialogId(uuid(29)),
        new MessageId(uuid(40)),
        7,
        sender,
        List.of(),
        null,
        DialogMessage.builder(role, "712 points", TIME).build());
  }

  private static void roles(List<LogEntry> all) {
    Role clerk = (Role) ObjectSamples.of(ModuleName.ROLE);
    Role more = clerk.toBuilder().capabilities(List.of("plan.*", "confirm.approve")).build();
    Role none = clerk.toBuilder().capabilities(null).build();
    all.add(Records.updated(clerk, more, null));
    all.add(Records.updated(more, none, null));
  }

  private static void collabs(List<LogEntry> all) {
    Collab draft = (Collab) ObjectSamples.of(ModuleName.COLLAB);
    Collab active = draft.toBuilder().status(CollabStatus.ACTIVE).build();
    all.add(moved(draft, active));
    all.add(moved(active, draft.toBuilder().status(CollabStatus.COMPLETED).build()));
    all.add(moved(active, draft.toBuilder().status(CollabStatus.CANCELLED).build()));
    all.add(moved(draft.toBuilder().status(CollabStatus.SUSPENDED).build(), active));
    CollabParticipant bob =
        CollabParticipant.builder("bob", ParticipantKind.HUMAN).roleId("reviewer").build();
    List<CollabParticipant> both = List.of(draft.participants().get(0), bob);
    Collab larger = active.toBuilder().participants(both).build();
    all.add(TeamRecords.collabJoined(active, larger, bob));
    all.add(TeamRecords.collabLeft(larger, active, "bob"));
  }

  private static LogEntry moved(Collab before, Collab after) {
    return Records.moved(before, after, CONTEXT, before.status(), after.status(), null);
  }

  private static void extensions(List<LogEntry> all) {
    for (ExtensionType type : ExtensionType.values()) {
      Extension registered =
          ((Extension) ObjectSamples.of(ModuleName.EXTENSION))
              .toBuilder().extensionType(type).build();
      Extension active = registered.toBuilder().status(ExtensionStatus.ACTIVE).build();
      all.add(
          Records.moved(
              registered,
              active,
              CONTEXT,
              ExtensionStatus.REGISTERED,
              ExtensionStatus.ACTIVE,
              null));
    }
  }

  private static void networks(List<LogEntry> all) {
    Network hub = (Network) ObjectSamples.of(ModuleName.NETWORK);
    Network mesh = hub.toBuilder().topologyType(TopologyType.MESH).build();
    all.add(Records.updated(hub, mesh, CONTEXT));
    for (NodeKind kind : NodeKind.values()) {
      all.add(TeamRecords.nodeAdded(CONTEXT, node(hub.networkId(), kind), "alice"));
    }
    NodeInfo node = node(hub.networkId(), NodeKind.AGENT);
    all.add(TeamRecords.nodeRemoved(CONTEXT, node, "alice"));
    for (NodeStatus to : NodeStatus.values()) {
      NodeInfo after = new NodeInfo(hub.networkId(), node.node().withStatus(to), TIME);
      all.add(TeamRecords.nodeMoved(CONTEXT, node, after, "three beats missed", "alice"));
    }
  }

  private static NodeInfo node(NetworkId networkId, NodeKind kind) {
    NetworkNode.Builder node = NetworkNode.builder(kind).nodeId(new NodeId(uuid(41)));
    if (kind == NodeKind.AGENT) {
      node.name("analyst-1").roleId("analyst");
    }
    return new NodeInfo(networkId, node.build(), null);
  }
}
