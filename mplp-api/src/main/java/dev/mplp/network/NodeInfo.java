package dev.mplp.network;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node of a network with what stands beside it.
 *
 * @param networkId whose
 * @param node the wire form
 * @param heartbeatAt when it was last heard of, by the storage's clock; null while it never was
 */
public record NodeInfo(NetworkId networkId, NetworkNode node, @Nullable Instant heartbeatAt) {

  /** Refuses nulls. */
  public NodeInfo {
    requireNonNull(networkId, "networkId");
    requireNonNull(node, "node");
  }

  /** The node's identifier. */
  public NodeId nodeId() {
    return node.nodeId();
  }

  /** How the node is. */
  public NodeStatus status() {
    return node.status();
  }
}
