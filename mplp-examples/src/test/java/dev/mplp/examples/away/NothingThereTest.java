package dev.mplp.examples.away;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.RateLimitedException;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Watch;
import dev.mplp.model.Principal;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Redis and RabbitMQ are named, and neither is ever there: plans are done all the same. */
class NothingThereTest {

  @Test
  void bothAbsentFromTheStart_plansAreDone_limitsAndWatchesWork_andHealthSaysDegraded()
      throws Exception {
    plansAreDone(Map.of());
  }

  @Test
  void bothAbsentFromTheStart_overPostgres_theSameHolds() throws Exception {
    PostgresServer server = PostgresServer.shared();
    String schema = PostgresServer.freshSchema();
    plansAreDone(Map.of("DATABASE_URL", server.url(), "DATABASE_SCHEMA", schema));
    server.execute("drop schema " + schema + " cascade");
  }

  private static void plansAreDone(Map<String, String> storage) throws Exception {
    Map<String, String> environment = new HashMap<>(storage);
    environment.put("REDIS_URL", "redis://127.0.0.1:" + nobody());
    environment.put("RABBITMQ_URL", "amqp://127.0.0.1:" + nobody());
    environment.put("MPLP_CALLS_PER_SUBJECT", "50/d");
    try (Mplp mplp = MplpRuntime.fromEnvironment(environment)) {
      mplp.handlers().register("clerk", call -> StepResult.completed());
      Watch watch = mplp.events().watch(EventFilter.all(), 0);
      Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
      Plan plan =
          mplp.plans()
              .create(
                  Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                      .step("Score it", "clerk")
                      .build());
      Execution execution = mplp.plans().execute(plan.planId());

      assertThat(execution.await(Duration.ofSeconds(30)).isCompleted()).isTrue();
      assertThat(watch.next(Duration.ofSeconds(30))).isNotEmpty();
      RuntimeHealth health = mplp.health();
      assertThat(health.status()).isEqualTo(Status.DEGRADED);
      assertThat(health.parts())
          .filteredOn(part -> part.status() == Status.DEGRADED)
          .extracting(Part::name)
          .contains("broker", "shared-memory")
          .doesNotContain("storage");
      assertThat(health.replicas()).isNull();
      Mplp anna = mplp.as(Principal.of("anna"));
      for (int i = 0; i < 50; i++) {
        anna.contexts().get(context.contextId());
      }
      assertThatThrownBy(() -> anna.contexts().get(context.contextId()))
          .isInstanceOf(RateLimitedException.class);
    }
  }

  /** A port that nobody listens to. */
  private static int nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
