package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.PlanRoutes.IN_CONTEXT;

import dev.mplp.Mplp;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.NetworkId;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkFilter;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.NetworkSummary;
import dev.mplp.network.Networks;
import java.util.List;
import java.util.Objects;

/** Networks; their nodes, {@link NodeRoutes} has. */
final class NetworkRoutes {

  static final Param<NetworkId> NETWORK =
      Param.path("network_id", NetworkId.class, "which Network");

  private static final Param<NetworkStatus> STATUS =
      Param.query("status", NetworkStatus.class, "only those of this status");

  private NetworkRoutes() {}

  static void declare(Routes routes) {
    Routes.Group group = routes.group("networks", "Networks: nodes that work is done on");
    ObjectRoutes<Networks, Network, NetworkId> networks =
        new ObjectRoutes<>(
            group, "/networks", "networks", "Network", Network.class, NETWORK, Mplp::networks);
    networks.create(Networks::create, 404);
    networks.list(
        NetworkSummary.class,
        call -> networks.of(call).list(filter(call), call.find(AFTER), call.get(LIMIT)),
        IN_CONTEXT,
        STATUS,
        Archived.PARAM);
    networks.get(Reply.versionedAsShown(Network.class), Networks::read, 422);
    group
        .get(
            networks.pathOfOne() + "/summary",
            "summarizeNetwork",
            "A Network without its nodes; its ETag tells its version")
        .calls("networks.summary")
        .with(NETWORK)
        .answers(Reply.versioned(NetworkSummary.class))
        .by(call -> versioned(networks.of(call).summary(call.get(NETWORK))));
    networks.change(
        Reply.versioned(NetworkSummary.class),
        Networks::read,
        (service, network, version) -> versioned(service.update(network, version)),
        NetworkRoutes::withoutNodes);
    networks.act("provision", "To provisioning", NetworkSummary.class, Networks::provision);
    networks.act("activate", "To active", NetworkSummary.class, Networks::activate);
    networks.actFor("degrade", "To degraded", NetworkSummary.class, Networks::degrade);
    networks.actFor("maintain", "To maintenance", NetworkSummary.class, Networks::maintain);
    networks.actFor("retire", "To retired", NetworkSummary.class, Networks::retire);
    networks.archive(Networks::archive);
    networks.purge(Networks::purge);
    networks.history(Networks::watch);
  }

  /** What a patch does not touch is not compared: a node may change meanwhile. */
  private static Network withoutNodes(Network before, Network patched) {
    return Objects.equals(patched.nodes(), before.nodes())
        ? patched.toBuilder().nodes(List.of()).build()
        : patched;
  }

  private static Versioned<NetworkSummary> versioned(NetworkSummary summary) {
    return new Versioned<>(summary, summary.version());
  }

  private static NetworkFilter filter(Call<Void> call) {
    return new NetworkFilter(
        call.find(IN_CONTEXT), call.find(STATUS), call.get(Archived.PARAM).wanted());
  }
}
