package dev.mplp.runtime.network;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.model.Cursor;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.model.Page;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.Networks;
import dev.mplp.network.NodeFilter;
import dev.mplp.network.NodeInfo;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import dev.mplp.observe.RuntimeHealth.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One replica's part in the system network.
 *
 * <ol>
 *   <li>Every replica beats for its own node.
 *   <li>The one with the smallest id among those that beat reports the rest: how what all depend on
 *       is, as it sees it, which replicas are silent, and what follows for the network. Should two
 *       report at once, as one is just coming, the later report counts; the next one is of one
 *       alone.
 *   <li>A replica that is silent for {@value #DEGRADED} beats is degraded, for {@value
 *       #UNREACHABLE} unreachable, and removed after {@value #GONE}. It is active again after
 *       {@value #BACK} beats of its own, so that one that stumbles does not flicker.
 * </ol>
 */
public final class SystemNodes {

  static final int DEGRADED = 3;
  static final int UNREACHABLE = 6;
  static final int GONE = 60;
  static final int BACK = 2;

  private static final int PAGE = 500;

  private final Mplp mplp;
  private final Networks networks;
  private final NetworkId networkId;
  private final NetworkNode self;
  private final Duration interval;
  private int beatsSinceSilence;

  /**
   * Of this replica.
   *
   * @param mplp as the runtime itself, whom nobody denies anything
   * @param name of the replica, for people
   * @param interval how long it is from one beat to the next
   */
  public SystemNodes(Mplp mplp, NetworkId networkId, String name, Duration interval) {
    this.mplp = mplp;
    this.networks = mplp.networks();
    this.networkId = networkId;
    this.self = NetworkNode.builder(NodeKind.SERVICE).name(name).build();
    this.interval = interval;
  }

  /** The id of this replica's node. */
  public NodeId nodeId() {
    return self.nodeId();
  }

  /** Says that the replica is there, and reports of the others when it is to do that. */
  public void beat() {
    NodeInfo me = present();
    if (me.status() == NodeStatus.DEGRADED || me.status() == NodeStatus.UNREACHABLE) {
      beatsSinceSilence++;
      if (beatsSinceSilence >= BACK) {
        networks.setNodeStatus(networkId, self.nodeId(), NodeStatus.ACTIVE, "it is back");
      }
    } else {
      beatsSinceSilence = 0;
    }
    Instant now = me.heartbeatAt();
    if (now != null) {
      List<NodeInfo> nodes = nodes();
      if (reports(nodes, now)) {
        report(nodes, now);
      }
    }
  }

  /** The replica is no longer part of it. */
  public void leave() {
    try {
      networks.removeNode(networkId, self.nodeId());
    } catch (NotFoundException e) {
      // somebody else removed it
    }
  }

  private NodeInfo present() {
    try {
      return networks.heartbeat(networkId, self.nodeId());
    } catch (NotFoundException e) {
      join();
      return networks.heartbeat(networkId, self.nodeId());
    }
  }

  private void join() {
    try {
      networks.summary(networkId);
    } catch (NotFoundException e) {
      create();
    }
    try {
      networks.addNode(networkId, self);
    } catch (ConflictException e) {
      if (!e.code().equals("ALREADY_EXISTS")) {
        throw e;
      }
    }
  }

  private void create() {
    Network network =
        Network.builder(
                mplp.contexts().system().contextId(), "System network", TopologyType.HUB_SPOKE)
            .networkId(networkId)
            .description("The servers, and what all of them depend on")
            .status(NetworkStatus.ACTIVE)
            .build();
    try {
      networks.create(network);
    } catch (ConflictException e) {
      if (!e.code().equals("ALREADY_EXISTS")) { // another replica was quicker
        throw e;
      }
    }
  }

  private List<NodeInfo> nodes() {
    List<NodeInfo> all = new ArrayList<>();
    Cursor after = null;
    do {
      Page<NodeInfo> page = networks.nodes(networkId, NodeFilter.all(), after, PAGE);
      all.addAll(page.items());
      after = page.next();
    } while (after != null && all.size() < Networks.LARGEST_NETWORK);
    return all;
  }

  private boolean reports(List<NodeInfo> nodes, Instant now) {
    return nodes.stream()
        .filter(node -> isReplica(node) && silent(node, now) < DEGRADED)
        .map(node -> node.nodeId().value())
        .min(String::compareTo)
        .filter(self.nodeId().value()::equals)
        .isPresent();
  }

  private static boolean isReplica(NodeInfo node) {
    return node.node().kind() == NodeKind.SERVICE && node.status() != NodeStatus.RETIRED;
  }

  /** How many beats a node has left out. */
  private long silent(NodeInfo node, Instant now) {
    Instant last = node.heartbeatAt();
    return last == null ? 0 : Duration.between(last, now).toMillis() / interval.toMillis();
  }

  private void report(List<NodeInfo> nodes, Instant now) {
    List<String> losses = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (isReplica(node)) {
        losses.addAll(reportReplica(node, silent(node, now)));
      }
    }
    List<Part> parts = mplp.health().parts();
    for (Part part : parts) {
      losses.addAll(reportPart(part, find(nodes, SystemParts.id(part.name()))));
    }
    for (NodeInfo node : nodes) {
      boolean isPart = SystemParts.isPart(node.node());
      if (isPart && parts.stream().noneMatch(one -> SystemParts.isOf(one, node.nodeId()))) {
        networks.removeNode(networkId, node.nodeId()); // nobody depends on it any more
      }
    }
    reportNetwork(losses);
  }

  private List<String> reportReplica(NodeInfo node, long silent) {
    String who = String.valueOf(node.node().name());
    if (silent >= GONE) {
      networks.removeNode(networkId, node.nodeId());
      return List.of();
    }
    if (silent < DEGRADED) {
      return node.status() == NodeStatus.ACTIVE ? List.of() : List.of(who);
    }
    NodeStatus status = silent < UNREACHABLE ? NodeStatus.DEGRADED : NodeStatus.UNREACHABLE;
    set(node, status, "not heard of for " + silent + " beats");
    return List.of(who);
  }

  private List<String> reportPart(Part part, @Nullable NodeInfo known) {
    NodeStatus status = SystemParts.status(part);
    if (known == null) {
      networks.addNode(networkId, SystemParts.node(part));
    } else {
      set(known, status, part.detail());
    }
    networks.heartbeat(networkId, SystemParts.id(part.name()));
    return status == NodeStatus.ACTIVE ? List.of() : List.of(part.name());
  }

  private void set(NodeInfo node, NodeStatus status, String reason) {
    if (node.status() != status && node.status() != NodeStatus.RETIRED) {
      networks.setNodeStatus(networkId, node.nodeId(), status, reason);
    }
  }

  private static @Nullable NodeInfo find(List<NodeInfo> nodes, NodeId id) {
    return nodes.stream().filter(node -> node.nodeId().equals(id)).findFirst().orElse(null);
  }

  /** Maintenance and the end of the network are for people to say. */
  private void reportNetwork(List<String> losses) {
    NetworkStatus status = networks.summary(networkId).status();
    if (status == NetworkStatus.ACTIVE && !losses.isEmpty()) {
      networks.degrade(networkId, "not as they should be: " + String.join(", ", losses));
    } else if (status == NetworkStatus.DEGRADED && losses.isEmpty()) {
      networks.activate(networkId);
    }
  }
}
