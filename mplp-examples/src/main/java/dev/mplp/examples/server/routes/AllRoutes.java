package dev.mplp.examples.server.routes;

import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.http.Probes;
import dev.mplp.examples.server.http.RouteTable;
import dev.mplp.examples.server.http.Routes;

/** Everything that the server answers. */
public final class AllRoutes {

  private AllRoutes() {}

  /** Declares all routes, of a server of this release. */
  public static void declare(Routes routes, Probes probes) {
    of(ServerConfig.ownVersion()).declare(routes, probes);
  }

  /**
   * All routes.
   *
   * @param version what the server says of its version
   */
  public static RouteTable of(String version) {
    return (routes, probes) -> declare(routes, probes, version);
  }

  private static void declare(Routes routes, Probes probes, String version) {
    ServerRoutes.declare(routes, probes, version);
    ContextRoutes.declare(routes);
    EventRoutes.declare(routes);
    SharedStateRoutes.declare(routes);
    PlanRoutes.declare(routes);
    PlanActionRoutes.declare(routes);
    RevisionRoutes.declare(routes);
    ExecutionRoutes.declare(routes);
    CompensationRoutes.declare(routes);
    LimitRoutes.declare(routes);
    ConfirmRoutes.declare(routes);
    DecisionRoutes.declare(routes);
    ApprovalPolicyRoutes.declare(routes);
    TraceRoutes.declare(routes);
    RoleRoutes.declare(routes);
    AssignmentRoutes.declare(routes);
    PermissionRoutes.declare(routes);
    DialogRoutes.declare(routes);
    CollabRoutes.declare(routes);
    ExtensionRoutes.declare(routes);
    NetworkRoutes.declare(routes);
    NodeRoutes.declare(routes);
    ManifestRoutes.declare(routes);
    RecordingRoutes.declare(routes);
    IntegrationRoutes.declare(routes);
    LearningRoutes.declare(routes);
    FlowRoutes.declare(routes);
    AdministrationRoutes.declare(routes);
  }
}
