package dev.mplp.network;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One node of a {@link Network}.
 *
 * @param nodeId its identifier
 * @param name its name for people
 * @param kind what it is
 * @param roleId the role that it serves
 * @param status how it is
 */
public record NetworkNode(
    NodeId nodeId,
    @Nullable String name,
    NodeKind kind,
    @Nullable String roleId,
    NodeStatus status) {

  /** Checks what the schema demands and copies the lists. */
  public NetworkNode {
    requireNonNull(nodeId, "nodeId");
    requireNonNull(kind, "kind");
    requireNonNull(status, "status");
  }

  /** A builder of an active node with a new identifier. */
  public static Builder builder(NodeKind kind) {
    return new Builder().kind(kind);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.nodeId = nodeId;
    copy.name = name;
    copy.kind = kind;
    copy.roleId = roleId;
    copy.status = status;
    return copy;
  }

  /** A copy with another status. */
  public NetworkNode withStatus(NodeStatus status) {
    return toBuilder().status(status).build();
  }

  /** Collects the parts of a {@link NetworkNode}; not thread-safe. */
  public static final class Builder {

    private @Nullable NodeId nodeId;
    private @Nullable String name;
    private @Nullable NodeKind kind;
    private @Nullable String roleId;
    private NodeStatus status = NodeStatus.ACTIVE;

    private Builder() {}

    /** Sets its identifier. */
    public Builder nodeId(NodeId nodeId) {
      this.nodeId = nodeId;
      return this;
    }

    /** Sets its name for people. */
    public Builder name(@Nullable String name) {
      this.name = name;
      return this;
    }

    /** Sets what it is. */
    public Builder kind(NodeKind kind) {
      this.kind = kind;
      return this;
    }

    /** Sets the role that it serves. */
    public Builder roleId(@Nullable String roleId) {
      this.roleId = roleId;
      return this;
    }

    /** Sets how it is. */
    public Builder status(NodeStatus status) {
      this.status = status;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public NetworkNode build() {
      return new NetworkNode(
          nodeId == null ? NodeId.random() : nodeId,
          name,
          requireNonNull(kind, "kind"),
          roleId,
          status);
    }
  }
}
