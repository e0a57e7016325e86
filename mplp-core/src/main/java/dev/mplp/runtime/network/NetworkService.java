package dev.mplp.runtime.network;

import dev.mplp.ConflictException;
import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
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
import dev.mplp.network.NodeStatus;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Networks service of a caller. */
public final class NetworkService implements Networks {

  private final EventService events;
  private final Caller caller;
  private final ObjectStore<Network> networks;
  private final Nodes nodes;
  private final ChangeNodes change;

  /** The service of this caller. */
  public NetworkService(Caller caller, EventService events) {
    this.caller = caller;
    this.events = events;
    this.networks = new ObjectStore<>(caller, ObjectType.NETWORK);
    this.nodes = new Nodes(caller.storage());
    this.change = new ChangeNodes(caller, networks, nodes);
  }

  @Override
  public Network create(Network network) {
    return networks.create(network, Nodes::head, Nodes::create);
  }

  @Override
  public Network get(NetworkId networkId) {
    return read(networkId).value();
  }

  @Override
  public Versioned<Network> read(NetworkId networkId) {
    Versioned<Network> head = networks.read(networkId);
    return new Versioned<>(nodes.assemble(caller.tenant(), head.value()), head.version());
  }

  @Override
  public NetworkSummary summary(NetworkId networkId) {
    return summary(networks.look(networkId));
  }

  private static NetworkSummary summary(Versioned<Network> head) {
    Network network = head.value();
    return new NetworkSummary(
        network.networkId(),
        network.contextId(),
        network.name(),
        network.topologyType(),
        network.status(),
        head.version());
  }

  @Override
  public NetworkSummary update(Network network, long version) {
    caller.may(ModuleName.NETWORK, "update", network.networkId());
    Network head = networks.stored(network.networkId()).value();
    List<NetworkNode> given = network.nodes();
    if (given != null && !given.isEmpty()) {
      checkSame(given, nodes.assemble(caller.tenant(), head).nodes(), network.networkId());
    }
    return summary(networks.update(network.withNodes(head.nodes()), version));
  }

  private static void checkSame(
      List<NetworkNode> given, @Nullable List<NetworkNode> stored, NetworkId networkId) {
    if (!given.equals(stored)) {
      throw new ConflictException(
          "READ_ONLY_PART",
          "nodes of network "
              + networkId
              + " are others than those that are given; leave them out, and change them with"
              + " addNode, removeNode and setNodeStatus");
    }
  }

  @Override
  public NetworkSummary provision(NetworkId networkId) {
    return move(networkId, "provision", NetworkStatus.PROVISIONING, null);
  }

  @Override
  public NetworkSummary activate(NetworkId networkId) {
    return move(networkId, "activate", NetworkStatus.ACTIVE, null);
  }

  @Override
  public NetworkSummary degrade(NetworkId networkId, @Nullable String reason) {
    return move(networkId, "degrade", NetworkStatus.DEGRADED, reason);
  }

  @Override
  public NetworkSummary maintain(NetworkId networkId, @Nullable String reason) {
    return move(networkId, "maintain", NetworkStatus.MAINTENANCE, reason);
  }

  @Override
  public NetworkSummary retire(NetworkId networkId, @Nullable String reason) {
    return move(networkId, "retire", NetworkStatus.RETIRED, reason);
  }

  private NetworkSummary move(
      NetworkId networkId, String action, NetworkStatus to, @Nullable String reason) {
    return summary(
        networks.moved(
            networkId, action, Transitions.NETWORK, to, reason, UnaryOperator.identity()));
  }

  @Override
  public NodeInfo addNode(NetworkId networkId, NetworkNode node) {
    caller.may(ModuleName.NETWORK, "add_node", networkId);
    return change.add(networkId, node);
  }

  @Override
  public void removeNode(NetworkId networkId, NodeId nodeId) {
    caller.may(ModuleName.NETWORK, "remove_node", networkId);
    change.remove(networkId, nodeId);
  }

  @Override
  public NodeInfo setNodeStatus(
      NetworkId networkId, NodeId nodeId, NodeStatus status, @Nullable String reason) {
    caller.may(ModuleName.NETWORK, "set_node_status", networkId);
    return change.move(networkId, nodeId, status, reason);
  }

  @Override
  public NodeInfo heartbeat(NetworkId networkId, NodeId nodeId) {
    caller.may(ModuleName.NETWORK, "heartbeat", networkId);
    return change.beat(networkId, nodeId);
  }

  @Override
  public NodeInfo node(NetworkId networkId, NodeId nodeId) {
    caller.may(ModuleName.NETWORK, "read", networkId);
    return nodes.get(caller.tenant(), networkId, nodeId).info();
  }

  @Override
  public Page<NodeInfo> nodes(
      NetworkId networkId, NodeFilter filter, @Nullable Cursor after, int limit) {
    networks.read(networkId);
    return nodes.list(caller.tenant(), networkId, filter, after, limit);
  }

  @Override
  public Page<NetworkSummary> list(NetworkFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    return networks.list(where, filter.archived(), after, limit, NetworkService::summary);
  }

  @Override
  public void archive(NetworkId networkId) {
    Archive.archive(
        caller,
        ObjectType.NETWORK,
        networkId,
        network -> network.status() == NetworkStatus.RETIRED,
        "retired",
        over -> List.of());
  }

  @Override
  public void purge(NetworkId networkId) {
    caller.may(ModuleName.NETWORK, "purge", networkId);
    Network network = networks.stored(networkId).value();
    // before any node is gone; an override is recorded with the purge itself
    List<Change> unused = Locks.check(caller, network, network.contextId());
    if (network.status() == NetworkStatus.RETIRED) {
      change.removeAll(networkId);
    }
    networks.purge(
        networkId, over -> over.status() == NetworkStatus.RETIRED, "retired", over -> List.of());
  }

  @Override
  public Watch watch(NetworkId networkId, long after) {
    return networks.watch(networkId, after, events);
  }
}
