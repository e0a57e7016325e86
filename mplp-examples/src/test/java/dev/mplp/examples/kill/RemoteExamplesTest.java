package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.examples.remote.ScorerAgent;
import dev.mplp.model.JsonObject;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.MplpRuntime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agents that come with the examples, as a user starts them, and a broker that is not there.
 */
class RemoteExamplesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path logs;

  private static Mplp runtime(String brokerUrl) {
    Mplp mplp =
        MplpRuntime.builder(Map.of("RABBITMQ_URL", brokerUrl, "MPLP_REMOTE_ROLES", "scorer"))
            .build();
    mplp.handlers().register("clerk", call -> StepResult.completed());
    return mplp;
  }

  private static Execution execute(Mplp mplp, String... roles) {
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "test"));
    var plan = Plan.builder(context.contextId(), "Assess", "Decide on the loan");
    for (String role : roles) {
      plan.step("Step of a " + role, role);
    }
    return mplp.plans().execute(mplp.plans().create(plan.build()).planId());
  }

  private static JsonObject score(Mplp mplp) throws InterruptedException {
    ExecutionResult result = execute(mplp, "scorer").await(PATIENCE);
    assertThat(result.isCompleted()).as("%s", result.steps()).isTrue();
    return result.steps().get(0).output();
  }

  @Test
  void agentsInJavaAndInNode_doTheSameSteps_andStopWhenTheyAreTold() throws Exception {
    Path handler = Path.of("node-agent/scorer.mjs").toAbsolutePath();
    try (RabbitMqServer server = RabbitMqServer.start();
        Mplp mplp = runtime(server.url())) {
      Map<String, String> environment = Map.of("RABBITMQ_URL", server.url());
      try (Child agent =
          Child.java(ScorerAgent.class, List.of(), environment, logs.resolve("java.log"))) {
        JsonObject output = score(mplp);
        assertThat(output.string("by").orElseThrow()).startsWith("java-");
        assertThat(output.get("score").asInt()).isBetween(300, 850);
        assertStops(agent);
      }
      try (Child agent =
          NodeAgents.start("scorer", handler, environment, logs.resolve("node.log"))) {
        JsonObject output = score(mplp);
        assertThat(output.string("by").orElseThrow()).startsWith("node-");
        assertThat(output.get("score").asInt()).isBetween(300, 850);
        assertStops(agent);
      }
    }
  }

  @Test
  void agentInNode_isHeldUpByNoPoison_andByNoRefusedReply() throws Exception {
    try (RabbitMqServer server = RabbitMqServer.start()) {
      assertThat(server.control("add_user", "stranger", "secret")).isTrue();
      assertThat(server.control("set_permissions", "stranger", ".*", ".*", ".*")).isTrue();
      Path log = logs.resolve("test.log");

      boolean good = NodeAgents.passItsTest(Map.of("RABBITMQ_URL", server.url()), log);

      assertThat(good).as("%s", Files.readString(log)).isTrue();
    }
  }

  private static void assertStops(Child agent) throws Exception {
    agent.signal("TERM");
    assertThat(agent.process().waitFor(30, TimeUnit.SECONDS)).as("%s", agent.log()).isTrue();
  }

  @Test
  void withoutABroker_theRuntimeOpens_localStepsAreDone_andThoseOfAgentsWait() throws Exception {
    try (Mplp mplp = runtime("amqp://127.0.0.1:" + unusedPort())) {
      assertThat(execute(mplp, "clerk").await(PATIENCE).isCompleted()).isTrue();

      Execution waiting = execute(mplp, "scorer");

      Waiting.until(
          "the step waits for an agent", () -> !waiting.remoteRequests(null, 10).items().isEmpty());
      assertThat(execute(mplp, "clerk").await(PATIENCE).isCompleted()).isTrue();
      assertThat(waiting.snapshot().state()).isEqualTo(ExecutionState.RUNNING);
      assertThat(mplp.health().status()).isEqualTo(Status.DEGRADED);
      assertThat(mplp.health().parts())
          .filteredOn(part -> part.status() == Status.DEGRADED)
          .extracting(Part::name)
          .contains("agents", "broker");
    }
  }

  private static int unusedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
