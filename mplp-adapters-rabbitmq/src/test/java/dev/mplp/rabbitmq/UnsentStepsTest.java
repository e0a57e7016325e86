package dev.mplp.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.RemoteSteps;
import dev.mplp.runtime.agent.RemoteAgent;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A runtime whose requests the broker does not take, though it is there. */
class UnsentStepsTest {

  private static final String ROLE = "scorer";

  private final List<String> failed = new CopyOnWriteArrayList<>();
  private final RuntimeListener noting =
      new RuntimeListener() {
        @Override
        public void remoteRequestFailed(String role) {
          failed.add(role);
        }
      };

  @Test
  void runtimeWithoutTheRightToAsk_saysSo_andAsksOnceItHasIt() throws Exception {
    try (RabbitMqServer server = RabbitMqServer.start();
        StepTransport able = RabbitMqStepTransport.connect(server.url());
        RemoteAgent agent =
            RemoteAgent.over(able)
                .role(ROLE, call -> StepResult.completed(JsonObject.of("score", 712)))
                .start()) {
      StepTransport.Subscription making = able.replies(1, delivery -> delivery.again());
      Eventually.until("all queues are there", () -> agent.isReady() && making.isReady());
      making.close();
      assertThat(server.control("add_user", "mute", "secret")).isTrue();
      assertThat(server.control("set_permissions", "mute", "^$", "^$", ".*")).isTrue();
      String url = "amqp://mute:secret@127.0.0.1:" + server.port();
      try (StepTransport mute = RabbitMqStepTransport.connect(url);
          Mplp mplp =
              MplpRuntime.builder().steps(RemoteSteps.over(mute)).listener(noting).build()) {
        mplp.handlers().registerRemote(ROLE);
        Eventually.until("it is up", () -> agents(mplp).status() == Status.UP);
        Context context = mplp.contexts().open("Loan", Root.of("finance", "test"));
        Plan plan =
            mplp.plans()
                .create(
                    Plan.builder(context.contextId(), "Assess", "Decide")
                        .step("Score it", ROLE)
                        .build());
        Execution execution = mplp.plans().execute(plan.planId());

        Eventually.until(
            "it says why",
            () ->
                agents(mplp).detail().contains("of role scorer cannot be sent")
                    && agents(mplp).detail().contains("ACCESS_REFUSED"));
        assertThat(agents(mplp).status()).isEqualTo(Status.DEGRADED);
        Eventually.until("it is told", () -> failed.contains(ROLE));

        assertThat(server.control("set_permissions", "mute", "^$", ".*", ".*")).isTrue();
        assertThat(execution.await(Duration.ofMinutes(1)).isCompleted()).isTrue();
        Eventually.until("it is up again", () -> agents(mplp).status() == Status.UP);
      }
    }
  }

  private static Part agents(Mplp mplp) {
    return mplp.health().parts().stream()
        .filter(part -> part.name().equals("agents"))
        .findFirst()
        .orElseThrow();
  }

  /** Ten characters of a hundred bytes fit, a hundred of six hundred do not. */
  @Test
  void role_whoseQueueHasNoName_isRefusedWhenItIsRegistered() {
    String role = "ü".repeat(100);
    try (StepTransport transport = RabbitMqStepTransport.connect("amqp://127.0.0.1:1");
        Mplp mplp = MplpRuntime.builder().steps(RemoteSteps.over(transport)).build()) {
      assertThatThrownBy(() -> mplp.handlers().registerRemote(role))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("255");
      assertThatThrownBy(
              () -> RemoteAgent.over(transport).role(role, call -> StepResult.completed()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("255");
      mplp.handlers().registerRemote("ü".repeat(10)).close();
    }
  }
}
