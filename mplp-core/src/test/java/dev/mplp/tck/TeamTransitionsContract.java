package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.collab.Collabs;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.dialog.Dialogs;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.extension.ExtensionType;
import dev.mplp.extension.Extensions;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.Networks;
import dev.mplp.network.NodeInfo;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Dialogs, Collabs, Extensions, Networks and nodes go where their table says, and nowhere else:
 * each pair of statuses is tried on an object of its own, which is brought to the first one by
 * legal moves. No method leads to a status that no row leads to.
 */
public abstract class TeamTransitionsContract extends TransitionsKit {

  /** For the storages. */
  protected TeamTransitionsContract() {}

  @Test
  void dialogs() {
    Dialogs dialogs = mplp().dialogs();
    everyPair(
        DialogStatus.ACTIVE,
        DialogStatus.values(),
        Map.of(
            DialogStatus.ACTIVE,
            Set.of(DialogStatus.PAUSED, DialogStatus.COMPLETED, DialogStatus.CANCELLED),
            DialogStatus.PAUSED,
            Set.of(DialogStatus.ACTIVE, DialogStatus.COMPLETED, DialogStatus.CANCELLED)),
        (from, to) -> false,
        "dialog.moved",
        () -> {
          var id = dialogs.open(context().contextId()).dialogId();
          return piece(
              () -> dialogs.get(id).status(),
              to ->
                  switch (to) {
                    case ACTIVE -> dialogs.resume(id);
                    case PAUSED -> dialogs.pause(id, "lunch");
                    case COMPLETED -> dialogs.complete(id);
                    case CANCELLED -> dialogs.cancel(id, null);
                  });
        });
  }

  @Test
  void collabs() {
    Collabs collabs = mplp().collabs();
    everyPair(
        CollabStatus.DRAFT,
        CollabStatus.values(),
        Map.of(
            CollabStatus.DRAFT,
            Set.of(CollabStatus.ACTIVE, CollabStatus.CANCELLED),
            CollabStatus.ACTIVE,
            Set.of(CollabStatus.SUSPENDED, CollabStatus.COMPLETED, CollabStatus.CANCELLED),
            CollabStatus.SUSPENDED,
            Set.of(CollabStatus.ACTIVE, CollabStatus.CANCELLED)),
        (from, to) -> false,
        "collab.moved",
        () -> {
          var id = collabs.create(collab()).collabId();
          return piece(
              () -> collabs.get(id).status(),
              to ->
                  switch (to) {
                    case DRAFT -> throw nothingLeadsTo(to);
                    case ACTIVE ->
                        collabs.get(id).status() == CollabStatus.SUSPENDED
                            ? collabs.resume(id)
                            : collabs.start(id);
                    case SUSPENDED -> collabs.suspend(id, "lunch");
                    case COMPLETED -> collabs.complete(id);
                    case CANCELLED -> collabs.cancel(id, null);
                  });
        });
  }

  private Collab collab() {
    CollabParticipant clerk = CollabParticipant.builder("clerk", ParticipantKind.AGENT).build();
    return Collab.builder(
            context().contextId(),
            "Review",
            "Look at it",
            CollabMode.PAIR,
            List.of(clerk),
            Instant.EPOCH)
        .build();
  }

  @Test
  void collab_thatIsSuspended_isResumedAndNotStarted() {
    Collabs collabs = mplp().collabs();
    Collab draft = collabs.create(collab());
    assertThat(refused("INVALID_TRANSITION", () -> collabs.resume(draft.collabId())))
        .hasMessageContaining("is draft and cannot become resumed")
        .hasMessageContaining("started, cancelled");
    collabs.start(draft.collabId());
    collabs.suspend(draft.collabId(), null);
    assertThat(refused("INVALID_TRANSITION", () -> collabs.start(draft.collabId())))
        .hasMessageContaining("is suspended and cannot become started")
        .hasMessageContaining("resumed, cancelled");
  }

  @Test
  void extensions() {
    Extensions extensions = mplp().extensions();
    everyPair(
        ExtensionStatus.REGISTERED,
        ExtensionStatus.values(),
        Map.of(
            ExtensionStatus.REGISTERED,
            Set.of(ExtensionStatus.ACTIVE, ExtensionStatus.DEPRECATED),
            ExtensionStatus.ACTIVE,
            Set.of(ExtensionStatus.INACTIVE, ExtensionStatus.DEPRECATED),
            ExtensionStatus.INACTIVE,
            Set.of(ExtensionStatus.ACTIVE, ExtensionStatus.DEPRECATED)),
        (from, to) -> false,
        "extension.moved",
        () -> {
          Extension ledger =
              Extension.builder(context().contextId(), "ledger", ExtensionType.CAPABILITY, "1.2.0")
                  .build();
          var id = extensions.create(ledger).extensionId();
          return piece(
              () -> extensions.get(id).status(),
              to ->
                  switch (to) {
                    case REGISTERED -> throw nothingLeadsTo(to);
                    case ACTIVE -> extensions.activate(id);
                    case INACTIVE -> extensions.deactivate(id, "a leak");
                    case DEPRECATED -> extensions.deprecate(id, null);
                  });
        });
  }

  private Network network() {
    return Network.builder(context().contextId(), "agents", TopologyType.MESH).build();
  }

  @Test
  void networks() {
    Networks networks = mplp().networks();
    everyPair(
        NetworkStatus.DRAFT,
        NetworkStatus.values(),
        Map.of(
            NetworkStatus.DRAFT,
            Set.of(NetworkStatus.PROVISIONING),
            NetworkStatus.PROVISIONING,
            Set.of(NetworkStatus.ACTIVE, NetworkStatus.RETIRED),
            NetworkStatus.ACTIVE,
            Set.of(NetworkStatus.DEGRADED, NetworkStatus.MAINTENANCE, NetworkStatus.RETIRED),
            NetworkStatus.DEGRADED,
            Set.of(NetworkStatus.ACTIVE, NetworkStatus.MAINTENANCE, NetworkStatus.RETIRED),
            NetworkStatus.MAINTENANCE,
            Set.of(NetworkStatus.ACTIVE, NetworkStatus.DEGRADED, NetworkStatus.RETIRED)),
        (from, to) -> false,
        "network.moved",
        () -> {
          var id = networks.create(network()).networkId();
          return piece(
              () -> networks.get(id).status(),
              to ->
                  switch (to) {
                    case DRAFT -> throw nothingLeadsTo(to);
                    case PROVISIONING -> networks.provision(id);
                    case ACTIVE -> networks.activate(id);
                    case DEGRADED -> networks.degrade(id, "two nodes are away");
                    case MAINTENANCE -> networks.maintain(id, null);
                    case RETIRED -> networks.retire(id, null);
                  });
        });
  }

  @Test
  void nodes() {
    Networks networks = mplp().networks();
    var network = networks.create(network()).networkId();
    Map<NodeStatus, Set<NodeStatus>> freely = new HashMap<>();
    for (NodeStatus from : NodeStatus.values()) {
      if (from != NodeStatus.RETIRED) {
        freely.put(from, EnumSet.complementOf(EnumSet.of(from)));
      }
    }
    everyPair(
        NodeStatus.ACTIVE,
        NodeStatus.values(),
        freely,
        (from, to) -> from == to,
        "network.node.moved",
        () -> {
          NodeInfo node = networks.addNode(network, NetworkNode.builder(NodeKind.AGENT).build());
          return piece(
              () -> networks.node(network, node.nodeId()).status(),
              to -> networks.setNodeStatus(network, node.nodeId(), to, "as seen"));
        });
  }
}
