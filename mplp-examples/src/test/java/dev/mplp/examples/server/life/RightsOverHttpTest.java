package dev.mplp.examples.server.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.security.Tokens;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.role.DeniedFilter;
import dev.mplp.role.Role;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.SystemNetwork;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server in production: nobody may do anything that no role allows, and the record tells. */
class RightsOverHttpTest {

  private static final String NEW =
      "{\"title\":\"Loan\",\"root\":{\"domain\":\"finance\",\"environment\":\"test\"}}";
  private static final Principal ROOT = Principal.of("root");

  private static PostgresServer database;
  private static Map<String, String> environment;
  private static ServerConfig config;
  private static RunningServer server;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    database = PostgresServer.start("fsync=off");
    environment =
        new HashMap<>(
            Map.of(
                "MPLP_ENV", "production",
                "MPLP_HOST", "127.0.0.1",
                "MPLP_NAME", "replica-a",
                "MPLP_DRAIN_SECONDS", "0",
                "PORT", "0",
                "JWT_SECRET", "a secret of thirty-two bytes or more",
                "ENCRYPTION_KEY", "key-1:" + "A".repeat(43) + '=',
                "DATABASE_URL", database.url(),
                "MPLP_ADMINISTRATORS", "root"));
    environment.put("RABBITMQ_URL", "amqp://127.0.0.1:1/");
    config = ServerConfig.of(environment);
    server = RunningServer.start(config, Optional.empty());
  }

  @AfterAll
  static void stop() {
    server.stop();
    database.close();
  }

  private HttpResponse<String> open(Principal caller) throws Exception {
    String token = Tokens.sign(config.jwt(), caller, Instant.now(), Duration.ofMinutes(5));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/api/v1/contexts/open"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(NEW))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** What else may be done with the same settings, by another process. */
  private static Mplp beside() {
    Map<String, String> without = new HashMap<>(config.environment());
    without.remove("RABBITMQ_URL");
    return MplpRuntime.fromEnvironment(without);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void rolesOfTheToken_countAsTheTenantHasThem_andDeniedActsAreRecorded() throws Exception {
    Principal opener = Principal.of("ada", "opener");
    HttpResponse<String> denied = open(opener);
    assertThat(denied.statusCode()).as(denied.body()).isEqualTo(403);
    assertThat(denied.body()).contains("PERMISSION_DENIED", "context.create");
    assertThat(open(Principal.of("system")).statusCode()).isEqualTo(403);
    assertThat(open(ROOT).statusCode()).isEqualTo(403);

    try (Mplp mplp = beside()) {
      Mplp root = mplp.as(ROOT);
      root.roles().create(Role.builder("opener").capabilities(List.of("context.create")).build());
      await(() -> status(opener) == 201);
      Principal elsewhere = Principal.of(Tenant.of("acme"), "ada", "opener");
      assertThat(open(elsewhere).statusCode()).isEqualTo(403);

      root.roles()
          .create(Role.builder("auditor").capabilities(List.of("role.read_denials")).build());
      Mplp auditor = mplp.as(Principal.of("eve", "auditor"));
      assertThat(auditor.roles().permissions().denied(DeniedFilter.all(), null, 100).items())
          .anySatisfy(
              one -> {
                assertThat(one.toString()).contains("ada", "context.create");
              });
    }
  }

  private int status(Principal caller) {
    try {
      return open(caller).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void systemNetwork_tellsOfTheReplica_andOfABrokerThatIsAway() {
    try (Mplp mplp = beside()) {
      mplp.as(ROOT)
          .roles()
          .create(Role.builder("viewer").capabilities(List.of("network.read")).build());
      Mplp viewer = mplp.as(Principal.of("vic", "viewer"));
      await(() -> viewer.networks().get(SystemNetwork.ID).toString().contains("replica-a"));
      await(
          () -> {
            String shown = viewer.networks().get(SystemNetwork.ID).toString();
            return shown.contains("name=broker") && shown.contains("status=DEGRADED");
          });
    }
  }
}
