package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.event.EventRecord;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.Governance;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkFilter;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.NetworkSummary;
import dev.mplp.network.Networks;
import dev.mplp.network.NodeFilter;
import dev.mplp.network.NodeInfo;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nodes are there once, whoever adds and removes them, and are found by what they are. */
public abstract class NetworkContract extends ServiceKit {

  private static final int THREADS = 8;
  private static final int EACH = 20;

  /** For the storages. */
  protected NetworkContract() {}

  private Networks networks() {
    return mplp().networks();
  }

  private Network.Builder network() {
    return Network.builder(context().contextId(), "agents", TopologyType.MESH);
  }

  private static NetworkNode node(NodeKind kind) {
    return NetworkNode.builder(kind).name("a " + kind.wire()).build();
  }

  @Test
  void network_tellsNoNodesFromAnEmptyList() {
    Network none = networks().create(network().build());
    assertThat(networks().get(none.networkId())).isEqualTo(none);
    assertThat(none.nodes()).isNull();
    Network empty = networks().create(network().nodes(List.of()).build());
    assertThat(networks().get(empty.networkId())).isEqualTo(empty);
    assertThat(empty.nodes()).isEmpty();
  }

  @Test
  void create_withNodes_keepsTheirOrder_andRefusesOneIdTwice() {
    List<NetworkNode> nodes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      nodes.add(node(NodeKind.SERVICE));
    }
    Network created = networks().create(network().nodes(nodes).build());
    assertThat(networks().get(created.networkId()).nodes()).isEqualTo(nodes);
    nodes.add(nodes.get(3));
    refused("ALREADY_EXISTS", () -> networks().create(network().nodes(nodes).build()));
    assertThat(networks().list(NetworkFilter.all(), null, 10).items()).hasSize(1);
  }

  @Test
  void nodes_areAddedMovedAndRemoved_withARecordEach() {
    NetworkId id = networks().create(network().build()).networkId();
    NodeInfo added = networks().addNode(id, node(NodeKind.AGENT));
    assertThat(added.heartbeatAt()).isNull();
    refused("ALREADY_EXISTS", () -> networks().addNode(id, added.node()));
    NodeInfo away = networks().setNodeStatus(id, added.nodeId(), NodeStatus.UNREACHABLE, "no beat");
    assertThat(networks().node(id, added.nodeId())).isEqualTo(away);
    assertThat(networks().setNodeStatus(id, added.nodeId(), NodeStatus.UNREACHABLE, null))
        .isEqualTo(away);
    networks().removeNode(id, added.nodeId());
    refused("NODE_NOT_FOUND", () -> networks().removeNode(id, added.nodeId()));
    refused("NODE_NOT_FOUND", () -> networks().node(id, added.nodeId()));

    List<EventRecord> records =
        records("network.node.added", "network.node.moved", "network.node.removed");
    assertThat(records.stream().flatMap(record -> record.observability().stream()))
        .extracting(ObservabilityEvent::eventType)
        .containsExactly("node_added", "node_status_changed", "node_removed");
    assertThat(networks().summary(id).version()).as("nodes change no version").isEqualTo(1);
    assertThat(networks().get(id).nodes()).isNull();
  }

  @Test
  void heartbeat_setsTheTime_andNothingElse() {
    NetworkId id = networks().create(network().build()).networkId();
    NodeId node = networks().addNode(id, node(NodeKind.AGENT)).nodeId();
    NodeInfo first = networks().heartbeat(id, node);
    NodeInfo second = networks().heartbeat(id, node);
    assertThat(first.heartbeatAt()).isNotNull();
    assertThat(second.heartbeatAt()).isAfterOrEqualTo(first.heartbeatAt());
    assertThat(networks().node(id, node)).isEqualTo(second);
    assertThat(second.status()).isEqualTo(NodeStatus.ACTIVE);
    assertThat(records("network.node.moved", "network.updated")).isEmpty();
    networks().setNodeStatus(id, node, NodeStatus.RETIRED, null);
    refused("NODE_RETIRED", () -> networks().heartbeat(id, node));
    refused("NODE_NOT_FOUND", () -> networks().heartbeat(id, NodeId.random()));
  }

  @Test
  void nodes_ofANetworkThatIsRetiredOrLocked_stayAsTheyAre() {
    NetworkNode kept = node(NodeKind.AGENT);
    NetworkId id = networks().create(network().nodes(List.of(kept)).build()).networkId();
    networks().provision(id);
    networks().retire(id, "moved to the cloud");
    refused("NETWORK_RETIRED", () -> networks().addNode(id, node(NodeKind.AGENT)));
    refused("NETWORK_RETIRED", () -> networks().removeNode(id, kept.nodeId()));
    NetworkId locked =
        networks()
            .create(
                network()
                    .nodes(List.of(kept))
                    .governance(Governance.builder().locked(true).build())
                    .build())
            .networkId();
    refused("LOCKED", () -> networks().addNode(locked, node(NodeKind.AGENT)));
    refused("LOCKED", () -> networks().removeNode(locked, kept.nodeId()));
    refused("LOCKED", () -> networks().provision(locked));
    assertThat(networks().setNodeStatus(locked, kept.nodeId(), NodeStatus.DEGRADED, null).status())
        .as("how a node is, is no decision")
        .isEqualTo(NodeStatus.DEGRADED);
  }

  @Test
  void nodes_addedAndRemovedByManyThreadsOfTwoProcesses_areThereOnce() {
    NetworkId id = networks().create(network().build()).networkId();
    Mplp other = another();
    NetworkNode contended = node(NodeKind.QUEUE);
    List<Integer> won =
        Contention.run(
            THREADS,
            thread -> {
              Networks mine = (thread % 2 == 0 ? mplp() : other).networks();
              int wins = add(mine, id, contended) ? 1 : 0;
              for (int i = 0; i < EACH; i++) {
                NodeInfo added = mine.addNode(id, node(NodeKind.AGENT));
                mine.heartbeat(id, added.nodeId());
                if (i % 2 == 1) {
                  mine.removeNode(id, added.nodeId());
                }
              }
              return wins;
            });
    assertThat(Contention.sum(won)).as("the same node is added once").isEqualTo(1);
    int left = THREADS * EACH / 2;
    assertThat(all(id, NodeFilter.all().withKind(NodeKind.AGENT), 7)).hasSize(left);
    assertThat(networks().get(id).nodes()).hasSize(left + 1).doesNotHaveDuplicates();
    assertThat(records("network.node.added")).hasSize(THREADS * EACH + 1);
    assertThat(records("network.node.removed")).hasSize(THREADS * EACH / 2);
  }

  private static boolean add(Networks networks, NetworkId id, NetworkNode node) {
    try {
      return networks.addNode(id, node).node().equals(node);
    } catch (MplpException e) {
      assertThat(e.code()).isEqualTo("ALREADY_EXISTS");
      return false;
    }
  }

  private List<NodeInfo> all(NetworkId id, NodeFilter filter, int limit) {
    List<NodeInfo> all = new ArrayList<>();
    @Nullable Cursor after = null;
    do {
      Page<NodeInfo> page = networks().nodes(id, filter, after, limit);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  @Test
  void nodes_byKindAndStatus_pageByPage() {
    NetworkId id = networks().create(network().build()).networkId();
    List<NodeId> agents = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      agents.add(networks().addNode(id, node(NodeKind.AGENT)).nodeId());
      networks().addNode(id, node(NodeKind.DATABASE));
    }
    networks().setNodeStatus(id, agents.get(2), NodeStatus.DEGRADED, null);
    NodeFilter filter = NodeFilter.all().withKind(NodeKind.AGENT);
    assertThat(all(id, filter, 2)).extracting(NodeInfo::nodeId).isEqualTo(agents);
    assertThat(all(id, filter.withStatus(NodeStatus.DEGRADED), 5))
        .extracting(NodeInfo::nodeId)
        .containsExactly(agents.get(2));
    assertThat(all(id, NodeFilter.all(), 500)).hasSize(12);
    Cursor next = networks().nodes(id, filter, null, 2).next();
    refused("INVALID_CURSOR", () -> networks().nodes(id, NodeFilter.all(), next, 2));
    NetworkId another = networks().create(network().build()).networkId();
    refused("INVALID_CURSOR", () -> networks().nodes(another, filter, next, 2));
    refused(
        "NETWORK_NOT_FOUND", () -> networks().nodes(NetworkId.random(), NodeFilter.all(), null, 2));
  }

  @Test
  void purge_removesANetworkThatIsRetired_andAllItsNodes() {
    List<NetworkNode> nodes = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      nodes.add(node(NodeKind.SERVICE));
    }
    NetworkId id = networks().create(network().nodes(nodes).build()).networkId();
    NetworkId kept = networks().create(network().nodes(nodes.subList(0, 3)).build()).networkId();
    Watch watch = networks().watch(id, 0);
    networks().provision(id);
    refused("NOT_OVER", () -> networks().purge(id));
    assertThat(networks().get(id).nodes()).hasSize(450);
    networks().retire(id, null);
    networks().purge(id);
    refused("NETWORK_NOT_FOUND", () -> networks().get(id));
    refused("NODE_NOT_FOUND", () -> networks().node(id, nodes.get(449).nodeId()));
    assertThat(networks().get(kept).nodes()).hasSize(3);
    assertThat(seen(watch, "network.purged"))
        .containsExactly("network.created", "network.moved", "network.moved", "network.purged");
  }

  @Test
  void update_keepsNodes_andTellsAnotherTopology() {
    NetworkId id =
        networks().create(network().nodes(List.of(node(NodeKind.AGENT))).build()).networkId();
    Versioned<Network> read = networks().read(id);
    networks().addNode(id, node(NodeKind.AGENT));
    refused("READ_ONLY_PART", () -> networks().update(read.value(), read.version()));
    Network hub = read.value().toBuilder().topologyType(TopologyType.HUB_SPOKE).nodes(null).build();
    NetworkSummary updated = networks().update(hub, read.version());
    assertThat(updated.topologyType()).isEqualTo(TopologyType.HUB_SPOKE);
    assertThat(networks().get(id).nodes()).hasSize(2);
    networks().update(networks().get(id).toBuilder().description("all").build(), 2);
    assertThat(
            records("network.updated").stream().flatMap(record -> record.observability().stream()))
        .extracting(ObservabilityEvent::eventType)
        .containsExactly("topology_changed");
    refused("VERSION_CONFLICT", () -> networks().update(hub, read.version()));
    refused("READ_ONLY_PART", () -> networks().update(hub.withStatus(NetworkStatus.ACTIVE), 3));
  }
}
