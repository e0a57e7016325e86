package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.TopologyType;
import dev.mplp.runtime.json.Shapes;
import java.util.List;

/** Networks and nodes. */
final class NetworkExamples {

  private NetworkExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    Network network = Network.builder(context, "plant", TopologyType.MESH).build();
    NetworkId id = network.networkId();
    caller.to("createNetwork").body(Shapes.NETWORK, network).answers();
    Answered read = caller.to("getNetwork", id).answers();
    nodes(caller, id);
    assertThat(caller.to("getNetwork", id).answers().tag()).isNotEqualTo(read.tag());
    Answered summary = caller.to("summarizeNetwork", id).answers();
    Answered patched =
        caller.to("patchNetwork", id).over(read).body("{'description': 'all halls'}").answers();
    caller
        .to("patchNetwork", id)
        .over(patched)
        .body(
            "{'nodes': [{'node_id': '"
                + NodeId.random()
                + "', 'kind': 'agent', 'status': 'active'}]}")
        .refused(409, "READ_ONLY_PART");
    caller
        .to("replaceNetwork", id)
        .over(summary)
        .body(read.json())
        .refused(412, "VERSION_CONFLICT");
    caller.to("replaceNetwork", id).over(patched).body(read.json()).answers();

    caller.to("activateNetwork", id).refused(409, "INVALID_TRANSITION");
    caller.to("provisionNetwork", id).answers();
    caller.to("activateNetwork", id).answers();
    caller.to("degradeNetwork", id).body("{'reason': 'heat'}").answers();
    caller.to("maintainNetwork", id).answers();
    caller.to("retireNetwork", id).answers();
    caller.to("networkHistory", id).answers();
    assertThat(listed(caller, context)).containsExactly(id.value());
    caller.to("archiveNetwork", id).answers();
    assertThat(listed(caller, context)).isEmpty();
    caller.to("purgeNetwork", id).answers();
    caller.to("getNetwork", id).refused(404, "NETWORK_NOT_FOUND");
  }

  private static void nodes(Caller caller, NetworkId id) {
    NetworkNode node = NetworkNode.builder(NodeKind.SERVICE).build();
    Answered added = caller.to("addNode", id).body(Shapes.NETWORK_NODE, node).answers();
    assertThat(added.located()).isEqualTo(node.nodeId().value());
    caller.to("addNode", id).body(Shapes.NETWORK_NODE, node).refused(409, "ALREADY_EXISTS");
    NetworkNode other = NetworkNode.builder(NodeKind.AGENT).build();
    caller.to("addNode", id).body(Shapes.NETWORK_NODE, other).answers();

    assertThat(added.json().has("heartbeat_at")).isFalse();
    Answered beat = caller.to("heartbeat", id, node.nodeId()).answers();
    assertThat(beat.json().has("heartbeat_at")).isTrue();
    assertThat(caller.to("getNode", id, node.nodeId()).answers().json()).isEqualTo(beat.json());
    caller
        .to("setNodeStatus", id, node.nodeId())
        .body("{'status': 'degraded', 'reason': 'heat'}")
        .answers();
    caller
        .to("setNodeStatus", id, node.nodeId())
        .body("{'status': 'tired'}")
        .refused(422, "VALIDATION_FAILED");
    assertThat(
            caller
                .to("listNodes", id)
                .query("status", "degraded")
                .query("kind", "service")
                .answers()
                .first()
                .get("node"))
        .asString()
        .contains(node.nodeId().value());
    caller.to("removeNode", id, node.nodeId()).answers();
    caller.to("removeNode", id, node.nodeId()).refused(404, "NODE_NOT_FOUND");
  }

  private static List<String> listed(Caller caller, ContextId context) {
    return caller.to("listNetworks").query("context_id", context).answers().texts("network_id");
  }
}
