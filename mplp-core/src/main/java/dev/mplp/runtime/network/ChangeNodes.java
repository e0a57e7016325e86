package dev.mplp.runtime.network;

import dev.mplp.ConflictException;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.NodeInfo;
import dev.mplp.network.NodeStatus;
import dev.mplp.runtime.event.TeamRecords;
import dev.mplp.runtime.network.Nodes.StoredNode;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.Refusals;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds, removes and moves nodes. Which nodes there are is up to the network, so its version is
 * checked in the same commit, and its governance may lock it; how a node is, is not.
 */
final class ChangeNodes {

  private final Caller caller;
  private final ObjectStore<Network> networks;
  private final Nodes nodes;

  ChangeNodes(Caller caller, ObjectStore<Network> networks, Nodes nodes) {
    this.caller = caller;
    this.networks = networks;
    this.nodes = nodes;
  }

  private static String name(NetworkId networkId, NodeId nodeId) {
    return "node " + nodeId + " of network " + networkId;
  }

  NodeInfo add(NetworkId networkId, NetworkNode node) {
    return caller
        .commits()
        .apply(
            "network " + networkId, () -> adding(networkId, new NodeInfo(networkId, node, null)));
  }

  private Commits.Change<NodeInfo> adding(NetworkId networkId, NodeInfo added) {
    Versioned<Network> network = open(networkId);
    if (nodes.find(caller.tenant(), networkId, added.nodeId()).isPresent()) {
      throw Refusals.alreadyThere(name(networkId, added.nodeId()));
    }
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .addAll(check(network))
            .add(new StoredNode(0, added).put())
            .add(log(TeamRecords.nodeAdded(network.value().contextId(), added, caller.subject())))
            .build();
    return new Commits.Change<>(set, added);
  }

  void remove(NetworkId networkId, NodeId nodeId) {
    NodeInfo unused =
        caller.commits().apply("network " + networkId, () -> removing(networkId, nodeId));
  }

  private Commits.Change<NodeInfo> removing(NetworkId networkId, NodeId nodeId) {
    Versioned<Network> network = open(networkId);
    StoredNode node = nodes.get(caller.tenant(), networkId, nodeId);
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .addAll(check(network))
            .add(node.remove())
            .add(
                log(
                    TeamRecords.nodeRemoved(
                        network.value().contextId(), node.info(), caller.subject())))
            .build();
    return new Commits.Change<>(set, node.info());
  }

  /**
   * Removes every node of a network that is retired, and so gets no more of them, a page at a time.
   * Where one of a page changes meanwhile, they go one by one; that one is found again.
   */
  void removeAll(NetworkId networkId) {
    List<StoredNode> page;
    do {
      page = nodes.some(caller.tenant(), networkId);
      if (!page.isEmpty() && !removed(page)) {
        page.forEach(node -> removed(List.of(node)));
      }
    } while (!page.isEmpty());
  }

  private boolean removed(List<StoredNode> some) {
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    some.forEach(node -> set.add(node.remove()));
    return caller.commits().commit(set.build()).isCommitted();
  }

  /** The network, which must take changes of its nodes. */
  private Versioned<Network> open(NetworkId networkId) {
    Versioned<Network> network = networks.stored(networkId);
    if (network.value().status() == NetworkStatus.RETIRED) {
      throw new ConflictException(
          "NETWORK_RETIRED", "network " + networkId + " is retired and its nodes stay as they are");
    }
    return network;
  }

  /** The network is as it was read, and not locked unless the caller overrides that. */
  private List<Change> check(Versioned<Network> network) {
    List<Change> changes =
        new ArrayList<>(Locks.check(caller, network.value(), network.value().contextId()));
    changes.add(
        new Change.CheckDocument(
            Kinds.NETWORK, network.value().networkId().value(), network.version()));
    return changes;
  }

  private static Change log(dev.mplp.spi.LogEntry entry) {
    return new Change.AppendLog(entry);
  }

  NodeInfo move(NetworkId networkId, NodeId nodeId, NodeStatus to, @Nullable String reason) {
    return caller
        .commits()
        .apply(name(networkId, nodeId), () -> moving(networkId, nodeId, to, reason));
  }

  private Commits.Change<NodeInfo> moving(
      NetworkId networkId, NodeId nodeId, NodeStatus to, @Nullable String reason) {
    StoredNode stored = nodes.get(caller.tenant(), networkId, nodeId);
    NodeInfo before = stored.info();
    if (before.status() == to) {
      return new Commits.Change<>(null, before);
    }
    Transitions.NODE.check(name(networkId, nodeId), before.status(), to);
    NodeInfo after = new NodeInfo(networkId, before.node().withStatus(to), before.heartbeatAt());
    Network network = networks.changeable(networkId).value();
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(new StoredNode(stored.version(), after).put())
            .add(
                log(
                    TeamRecords.nodeMoved(
                        network.contextId(), before, after, reason, caller.subject())))
            .build();
    return new Commits.Change<>(set, after);
  }

  NodeInfo beat(NetworkId networkId, NodeId nodeId) {
    return caller.commits().apply(name(networkId, nodeId), () -> beating(networkId, nodeId));
  }

  private Commits.Change<NodeInfo> beating(NetworkId networkId, NodeId nodeId) {
    StoredNode stored = nodes.get(caller.tenant(), networkId, nodeId);
    NodeInfo before = stored.info();
    if (before.status() == NodeStatus.RETIRED) {
      throw new ConflictException(
          "NODE_RETIRED", name(networkId, nodeId) + " is retired and no longer heard of");
    }
    NodeInfo after = new NodeInfo(networkId, before.node(), caller.now());
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(new StoredNode(stored.version(), after).put())
            .build();
    return new Commits.Change<>(set, after);
  }
}
