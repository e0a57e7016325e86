package dev.mplp.network;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.ContextId;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.NetworkId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceBase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that work is done on, and their health (schema {@code mplp-network}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param networkId its identifier
 * @param contextId the Context it belongs to
 * @param name its name, not empty
 * @param description what it is for
 * @param topologyType how the nodes are connected
 * @param status where it stands
 * @param nodes its nodes
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record Network(
    Metadata meta,
    @Nullable Governance governance,
    NetworkId networkId,
    ContextId contextId,
    String name,
    @Nullable String description,
    TopologyType topologyType,
    NetworkStatus status,
    @Nullable List<NetworkNode> nodes,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Network {
    requireNonNull(meta, "meta");
    requireNonNull(networkId, "networkId");
    requireNonNull(contextId, "contextId");
    Require.text(name, "name");
    requireNonNull(topologyType, "topologyType");
    requireNonNull(status, "status");
    nodes = Require.copy(nodes);
    events = Require.copy(events);
  }

  /** A builder of a draft with a new identifier. */
  public static Builder builder(ContextId contextId, String name, TopologyType topologyType) {
    return new Builder().contextId(contextId).name(name).topologyType(topologyType);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.networkId = networkId;
    copy.contextId = contextId;
    copy.name = name;
    copy.description = description;
    copy.topologyType = topologyType;
    copy.status = status;
    copy.nodes = nodes;
    copy.trace = trace;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public Network withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public Network withStatus(NetworkStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with another governance. */
  public Network withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other nodes. */
  public Network withNodes(@Nullable List<NetworkNode> nodes) {
    return toBuilder().nodes(nodes).build();
  }

  /** A copy with other events. */
  public Network withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.NETWORK;
  }

  @Override
  public NetworkId id() {
    return networkId;
  }

  /** Collects the parts of a {@link Network}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable NetworkId networkId;
    private @Nullable ContextId contextId;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable TopologyType topologyType;
    private NetworkStatus status = NetworkStatus.DRAFT;
    private @Nullable List<NetworkNode> nodes;
    private @Nullable TraceBase trace;
    private @Nullable List<Event> events;

    private Builder() {}

    /** Sets versions of protocol and schema, and who created and changed it when. */
    public Builder meta(Metadata meta) {
      this.meta = meta;
      return this;
    }

    /** Sets lifecycle phase, truth domain, lock and last confirm. */
    public Builder governance(@Nullable Governance governance) {
      this.governance = governance;
      return this;
    }

    /** Sets its identifier. */
    public Builder networkId(NetworkId networkId) {
      this.networkId = networkId;
      return this;
    }

    /** Sets the Context it belongs to. */
    public Builder contextId(ContextId contextId) {
      this.contextId = contextId;
      return this;
    }

    /** Sets its name, not empty. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Sets what it is for. */
    public Builder description(@Nullable String description) {
      this.description = description;
      return this;
    }

    /** Sets how the nodes are connected. */
    public Builder topologyType(TopologyType topologyType) {
      this.topologyType = topologyType;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(NetworkStatus status) {
      this.status = status;
      return this;
    }

    /** Sets its nodes. */
    public Builder nodes(@Nullable List<NetworkNode> nodes) {
      this.nodes = nodes;
      return this;
    }

    /** Sets the span that this object was made in. */
    public Builder trace(@Nullable TraceBase trace) {
      this.trace = trace;
      return this;
    }

    /** Sets what happened to it, oldest first. */
    public Builder events(@Nullable List<Event> events) {
      this.events = events;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public Network build() {
      return new Network(
          meta,
          governance,
          networkId == null ? NetworkId.random() : networkId,
          requireNonNull(contextId, "contextId"),
          requireNonNull(name, "name"),
          description,
          requireNonNull(topologyType, "topologyType"),
          status,
          nodes,
          trace,
          events);
    }
  }
}
