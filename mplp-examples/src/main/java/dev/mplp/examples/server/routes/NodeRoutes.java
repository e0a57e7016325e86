package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.NetworkRoutes.NETWORK;

import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.NodeId;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.Networks;
import dev.mplp.network.NodeFilter;
import dev.mplp.network.NodeInfo;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import org.jspecify.annotations.Nullable;

/** The nodes of a Network. */
final class NodeRoutes {

  private static final String NODES = "/networks/{network_id}/nodes";
  private static final String ONE = NODES + "/{node_id}";
  private static final Param<NodeId> NODE = Param.path("node_id", NodeId.class, "which node");
  private static final Param<NodeStatus> STATUS =
      Param.query("status", NodeStatus.class, "only those of this status");
  private static final Param<NodeKind> KIND =
      Param.query("kind", NodeKind.class, "only those of this kind");

  private NodeRoutes() {}

  /** How a node is, and why. */
  record NodeCondition(NodeStatus status, @Nullable String reason) {}

  static void declare(Routes routes) {
    Routes.Group nodes = routes.group("nodes", "Nodes of a Network, and how they are");
    nodes
        .post(NODES, "addNode", "Adds a node")
        .calls("networks.addNode")
        .with(NETWORK)
        .takes(NetworkNode.class)
        .answers(Reply.created(NodeInfo.class, NodeRoutes::pathOf))
        .by(call -> networks(call).addNode(call.get(NETWORK), call.body()));

    nodes
        .get(NODES, "listNodes", "Nodes in the order in which they were added")
        .calls("networks.nodes")
        .with(NETWORK, STATUS, KIND)
        .paged()
        .answers(Reply.page(NodeInfo.class))
        .by(
            call ->
                networks(call)
                    .nodes(
                        call.get(NETWORK),
                        new NodeFilter(call.find(STATUS), call.find(KIND)),
                        call.find(AFTER),
                        call.get(LIMIT)));

    nodes
        .get(ONE, "getNode", "A node, and when it was last heard of")
        .calls("networks.node")
        .with(NETWORK, NODE)
        .answers(Reply.of(NodeInfo.class))
        .by(call -> networks(call).node(call.get(NETWORK), call.get(NODE)));

    nodes
        .delete(ONE, "removeNode", "Removes a node for good")
        .calls("networks.removeNode")
        .with(NETWORK, NODE)
        .answers(Reply.done())
        .by(call -> Done.after(() -> networks(call).removeNode(call.get(NETWORK), call.get(NODE))));

    nodes
        .put(ONE + "/status", "setNodeStatus", "Says how a node is")
        .calls("networks.setNodeStatus")
        .with(NETWORK, NODE)
        .takes(NodeCondition.class)
        .answers(Reply.of(NodeInfo.class))
        .by(
            call ->
                networks(call)
                    .setNodeStatus(
                        call.get(NETWORK),
                        call.get(NODE),
                        call.body().status(),
                        call.body().reason()));

    nodes
        .post(ONE + "/heartbeat", "heartbeat", "Says that a node is there")
        .calls("networks.heartbeat")
        .with(NETWORK, NODE)
        .answers(Reply.of(NodeInfo.class))
        .by(call -> networks(call).heartbeat(call.get(NETWORK), call.get(NODE)));
  }

  private static Networks networks(Call<?> call) {
    return call.mplp().networks();
  }

  private static String pathOf(NodeInfo node) {
    return "/networks/" + node.networkId() + "/nodes/" + node.nodeId();
  }
}
