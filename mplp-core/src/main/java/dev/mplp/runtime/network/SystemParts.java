package dev.mplp.runtime.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.NodeId;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.observe.RuntimeHealth.Part;
import java.util.UUID;

/** What replicas depend on, as nodes of the system network. */
final class SystemParts {

  private static final long VERSION_MASK = 0xFFFFFFFFFFFF0FFFL;
  private static final long VERSION_4 = 0x4000L;

  private SystemParts() {}

  /** The id of a part: the same for every replica, made of its name. */
  static NodeId id(String name) {
    UUID hashed = UUID.nameUUIDFromBytes(("mplp system network: " + name).getBytes(UTF_8));
    long most = (hashed.getMostSignificantBits() & VERSION_MASK) | VERSION_4;
    return NodeId.of(new UUID(most, hashed.getLeastSignificantBits()).toString());
  }

  static boolean isOf(Part part, NodeId id) {
    return id(part.name()).equals(id);
  }

  /** Whether a node was made of a part, by its id; people may add nodes of their own. */
  static boolean isPart(NetworkNode node) {
    String name = node.name();
    return name != null && node.kind() != NodeKind.SERVICE && node.nodeId().equals(id(name));
  }

  static NetworkNode node(Part part) {
    return NetworkNode.builder(kind(part.name()))
        .nodeId(id(part.name()))
        .name(part.name())
        .status(status(part))
        .build();
  }

  private static NodeKind kind(String name) {
    return switch (name) {
      case "storage" -> NodeKind.DATABASE;
      case "broker" -> NodeKind.QUEUE;
      case "agents" -> NodeKind.AGENT;
      default -> NodeKind.OTHER;
    };
  }

  static NodeStatus status(Part part) {
    return switch (part.status()) {
      case UP -> NodeStatus.ACTIVE;
      case DEGRADED -> NodeStatus.DEGRADED;
      case DOWN -> NodeStatus.UNREACHABLE;
    };
  }
}
