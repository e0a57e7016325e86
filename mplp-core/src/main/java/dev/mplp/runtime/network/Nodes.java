package dev.mplp.runtime.network;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.TooLargeException;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.model.Page;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.Networks;
import dev.mplp.network.NodeFilter;
import dev.mplp.network.NodeInfo;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of networks as they are stored: a document each, found by the network and the node's
 * id, listed by network, status and kind in the order in which they were added.
 */
public final class Nodes {

  /** The index value that names the network. */
  static final String BY_NETWORK = "network_id";

  private static final int PAGE = 1000;
  private static final int BATCH = 200;

  private final Storage storage;

  /** Nodes of this storage. */
  public Nodes(Storage storage) {
    this.storage = storage;
  }

  /**
   * A node as it was read.
   *
   * @param version of its document, 0 for one that is not stored yet
   */
  record StoredNode(long version, NodeInfo info) {

    /** Stored over the version that was read. */
    Change put() {
      return Nodes.put(info, version);
    }

    /** Removed if it still has the version that was read. */
    Change remove() {
      return new Change.DeleteDocument(
          Kinds.NETWORK_NODE, id(info.networkId(), info.nodeId()), version);
    }
  }

  private static String id(NetworkId networkId, NodeId nodeId) {
    return networkId.value() + '/' + nodeId.value();
  }

  private static Change put(NodeInfo info, long version) {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("node", Wire.json(Shapes.NETWORK_NODE, info.node()))
            .putIfPresent("heartbeat_at", Times.text(info.heartbeatAt()));
    return new Change.PutDocument(
        Kinds.NETWORK_NODE,
        id(info.networkId(), info.nodeId()),
        version,
        Wire.bytes(body.build()),
        Map.of(
            BY_NETWORK,
            info.networkId().value(),
            "status",
            info.status().wire(),
            "kind",
            info.node().kind().wire()));
  }

  static StoredNode read(Document document) {
    JsonObject body = Wire.object(document.body());
    NetworkNode node =
        Wire.read(
            Shapes.NETWORK_NODE, Wire.bytes(Objects.requireNonNull(body.get("node"), "node")));
    String network = Objects.requireNonNull(document.index().get(BY_NETWORK), BY_NETWORK);
    return new StoredNode(
        document.version(),
        new NodeInfo(NetworkId.of(network), node, Times.instant(body, "heartbeat_at")));
  }

  Optional<StoredNode> find(String tenant, NetworkId networkId, NodeId nodeId) {
    return storage
        .get(new DocumentKey(tenant, Kinds.NETWORK_NODE, id(networkId, nodeId)))
        .map(Nodes::read);
  }

  /**
   * One node.
   *
   * @throws NotFoundException code {@code NODE_NOT_FOUND}
   */
  StoredNode get(String tenant, NetworkId networkId, NodeId nodeId) {
    return find(tenant, networkId, nodeId)
        .orElseThrow(() -> new NotFoundException("node", nodeId + " of network " + networkId));
  }

  /** What is stored beside a new network: the nodes that it has. */
  public static List<Change> create(Network network) {
    List<NetworkNode> nodes = network.nodes() == null ? List.of() : network.nodes();
    if (nodes.size() > Networks.LARGEST_NETWORK) {
      throw new TooLargeException(
          "network "
              + network.networkId()
              + " has "
              + nodes.size()
              + " nodes and is created with "
              + Networks.LARGEST_NETWORK
              + " at most; add the others one by one");
    }
    Set<NodeId> seen = new HashSet<>();
    List<Change> changes = new ArrayList<>(nodes.size());
    for (NetworkNode node : nodes) {
      if (!seen.add(node.nodeId())) {
        throw new ConflictException(
            "ALREADY_EXISTS",
            "network "
                + network.networkId()
                + " has two nodes "
                + node.nodeId()
                + "; give each an identifier of its own");
      }
      changes.add(put(new NodeInfo(network.networkId(), node, null), 0));
    }
    return changes;
  }

  /**
   * The network as its own document holds it: whether it has nodes at all is part of its wire form,
   * which tells an empty list from none.
   */
  public static Network head(Network network) {
    return network.nodes() == null ? network : network.withNodes(List.of());
  }

  /** Nodes of a network, in the order in which they were added. */
  Page<NodeInfo> list(
      String tenant, NetworkId networkId, NodeFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put(BY_NETWORK, networkId.value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    where.put("kind", filter.kind() == null ? null : filter.kind().wire());
    return Listing.page(
        storage,
        tenant,
        Kinds.NETWORK_NODE,
        Listing.conditions(where),
        after,
        limit,
        document -> read(document).info());
  }

  /** The first nodes of a network, as many as one commit removes. */
  List<StoredNode> some(String tenant, NetworkId networkId) {
    return page(tenant, networkId, 0, BATCH).stream().map(Nodes::read).toList();
  }

  private List<Document> page(String tenant, NetworkId networkId, long after, int limit) {
    return storage.list(
        new DocumentQuery(
            tenant, Kinds.NETWORK_NODE, Map.of(BY_NETWORK, networkId.value()), after, limit));
  }

  /**
   * A network with its nodes.
   *
   * @param head without nodes
   * @throws TooLargeException when they are too many for one piece
   */
  public Network assemble(String tenant, Network head) {
    List<NetworkNode> nodes = new ArrayList<>();
    long after = 0;
    List<Document> page;
    do {
      page = page(tenant, head.networkId(), after, PAGE);
      for (Document document : page) {
        after = document.order();
        if (nodes.size() == Networks.LARGEST_NETWORK) {
          throw new TooLargeException(
              "network "
                  + head.networkId()
                  + " has more than "
                  + nodes.size()
                  + " nodes and is not handed out in one piece; read its nodes page by page");
        }
        nodes.add(read(document).info().node());
      }
    } while (page.size() == PAGE);
    return nodes.isEmpty() ? head : head.withNodes(nodes);
  }
}
