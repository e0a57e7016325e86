package dev.mplp.network;

import dev.mplp.model.ContextId;
import dev.mplp.model.NetworkId;

/**
 * A network without its nodes: what lists and transitions answer with, at the same cost however
 * many nodes there are. Not a protocol object.
 *
 * @param version as {@link Networks#update} wants it: of everything but the nodes
 */
public record NetworkSummary(
    NetworkId networkId,
    ContextId contextId,
    String name,
    TopologyType topologyType,
    NetworkStatus status,
    long version) {}
