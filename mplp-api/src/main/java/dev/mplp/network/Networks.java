package dev.mplp.network;

import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * Networks: nodes that work is done on, and their health.
 *
 * <p>Nodes are kept beside the network: adding, removing or hearing of one costs the same at the
 * first and the 100,000th, and changes no version of the network.
 *
 * <p>{@link NetworkStatus} and {@link NodeStatus} tell which status follows which, and by what.
 */
public interface Networks {

  /** How many nodes a network may have for {@link #get} to hand it out in one piece. */
  int LARGEST_NETWORK = 10_000;

  /**
   * Creates a network as given, with the nodes that it has.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}, also when two nodes have one
   *     id; {@code CONTEXT_NOT_ACTIVE} when the Context is closed or archived
   * @throws dev.mplp.ValidationException when it is not valid
   * @throws dev.mplp.TooLargeException when it has more than {@link #LARGEST_NETWORK} nodes
   */
  Network create(Network network);

  /**
   * The network with all its nodes, in the order in which they were added.
   *
   * @throws dev.mplp.NotFoundException code {@code NETWORK_NOT_FOUND}
   * @throws dev.mplp.TooLargeException when there are more than {@link #LARGEST_NETWORK} nodes:
   *     {@link #nodes} gives them page by page
   */
  Network get(NetworkId networkId);

  /** As {@link #get}, with the version that {@link #update} takes. */
  Versioned<Network> read(NetworkId networkId);

  /**
   * The network without its nodes.
   *
   * @throws dev.mplp.NotFoundException code {@code NETWORK_NOT_FOUND}
   */
  NetworkSummary summary(NetworkId networkId);

  /**
   * Replaces name, description, topology, governance, tags and trace of a network.
   *
   * @param network its nodes are either none, which says nothing about them, or those that it has
   * @param version under which the caller read it; what happened to nodes since does not matter
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT} when it was changed since,
   *     {@code LOCKED} when its governance forbids changes, {@code READ_ONLY_PART} when status,
   *     Context or nodes are others than the stored: they have methods of their own
   */
  NetworkSummary update(Network network, long version);

  /** draft to provisioning. */
  NetworkSummary provision(NetworkId networkId);

  /** provisioning, degraded or maintenance to active. */
  NetworkSummary activate(NetworkId networkId);

  /** active or maintenance to degraded. */
  NetworkSummary degrade(NetworkId networkId, @Nullable String reason);

  /** active or degraded to maintenance. */
  NetworkSummary maintain(NetworkId networkId, @Nullable String reason);

  /** To retired, from anywhere but draft: it takes no more nodes. */
  NetworkSummary retire(NetworkId networkId, @Nullable String reason);

  /**
   * Adds a node.
   *
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS} when the network has a node of
   *     this id; {@code NETWORK_RETIRED}; {@code LOCKED}
   */
  NodeInfo addNode(NetworkId networkId, NetworkNode node);

  /**
   * Removes a node for good.
   *
   * @throws dev.mplp.NotFoundException code {@code NODE_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code NETWORK_RETIRED}; {@code LOCKED}
   */
  void removeNode(NetworkId networkId, NodeId nodeId);

  /**
   * Says how a node is. From retired it goes nowhere; otherwise freely. The status that it has
   * already is no change.
   *
   * @throws dev.mplp.IllegalTransitionException when it is retired
   * @throws dev.mplp.NotFoundException code {@code NODE_NOT_FOUND}
   */
  NodeInfo setNodeStatus(
      NetworkId networkId, NodeId nodeId, NodeStatus status, @Nullable String reason);

  /**
   * Says that a node is there: its time is set to that of the storage's clock. Changes no status
   * and writes no event.
   *
   * @throws dev.mplp.NotFoundException code {@code NODE_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code NODE_RETIRED}
   */
  NodeInfo heartbeat(NetworkId networkId, NodeId nodeId);

  /**
   * One node.
   *
   * @throws dev.mplp.NotFoundException code {@code NODE_NOT_FOUND}
   */
  NodeInfo node(NetworkId networkId, NodeId nodeId);

  /**
   * Nodes of a network in the order in which they were added.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<NodeInfo> nodes(NetworkId networkId, NodeFilter filter, @Nullable Cursor after, int limit);

  /**
   * Networks, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<NetworkSummary> list(NetworkFilter filter, @Nullable Cursor after, int limit);

  /**
   * Puts a network away that is retired: lists leave it out unless asked for it, and it is not
   * changed any more, with the code {@code ARCHIVED}; its wire form stays as it is. Nothing happens
   * when it is archived.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not; {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code NETWORK_NOT_FOUND}
   */
  void archive(NetworkId networkId);

  /**
   * Removes a network that is retired for good with its nodes. Nodes go first, in batches: when
   * this fails halfway, it is repeated. The log keeps its records, and one that tells of the
   * removal.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not retired; {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code NETWORK_NOT_FOUND}
   */
  void purge(NetworkId networkId);

  /**
   * Follows what happens to it.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code NETWORK_NOT_FOUND}
   */
  Watch watch(NetworkId networkId, long after);
}
