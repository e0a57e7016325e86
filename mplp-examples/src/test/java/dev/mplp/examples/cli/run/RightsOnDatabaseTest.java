package dev.mplp.examples.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.PermissionDeniedException;
import dev.mplp.context.Root;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.model.Principal;
import dev.mplp.postgres.testing.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A command over a database is allowed no more than its environment says. */
class RightsOnDatabaseTest {

  private static final Root ROOT = Root.of("finance", "staging");

  @Test
  void inProduction_theRolesDecide() {
    Map<String, String> production =
        Map.of("MPLP_ENV", "production", "MPLP_ADMINISTRATORS", "root");
    try (PostgresServer server = PostgresServer.start("fsync=off")) {
      try (RunRuntime runtime = RunRuntime.open(server.url(), 1, production)) {
        assertThatThrownBy(() -> runtime.mplp().contexts().open("Loan", ROOT))
            .isInstanceOf(PermissionDeniedException.class)
            .hasMessageContaining("system holds no role");
        assertThat(runtime.mplp().as(Principal.of("root")).roles().find("clerk")).isEmpty();
      }
      try (RunRuntime runtime = RunRuntime.open(server.url(), 1, Map.of())) {
        assertThat(runtime.mplp().contexts().open("Loan", ROOT)).isNotNull();
      }
      assertThatThrownBy(
              () -> RunRuntime.open(server.url(), 1, Map.of("MPLP_AUTHORIZATION", "rolls")))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("rolls");
    }
  }
}
