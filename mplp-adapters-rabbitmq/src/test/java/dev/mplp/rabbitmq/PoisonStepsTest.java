package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.RemoteSteps;
import dev.mplp.runtime.agent.RemoteAgent;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is no request and no reply, in the queues of a runtime and an agent who are at work. */
class PoisonStepsTest {

  private static final String ROLE = "scorer";

  /** Nothing is wrong with it but the role. */
  private static byte[] requestFor(String role) {
    String id = UUID.randomUUID().toString();
    return bytes(
        """
        {"type":"step.request","version":1,"request_id":"default/%1$s/0/1","tenant":"default",
         "context_id":"%1$s","plan_id":"%1$s","execution_id":"%1$s","step_id":"%1$s","role":"%2$s",
         "attempt":1,"idempotency_key":"%1$s","description":"Score it","inputs":{},
         "sent_at":"2026-03-01T12:00:00Z","heartbeat_seconds":15}"""
            .formatted(id, role));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void poison_isADeadLetterWithItsReason_andStepsAreDoneAllTheSame() throws Exception {
    StepFixture fixture = new StepFixture(RabbitMqServer.shared());
    fixture.madeBy(ROLE);
    fixture.injectRequest(ROLE, bytes("{no json"));
    fixture.injectRequest(
        ROLE, bytes("{\"type\":\"step.request\",\"version\":1,\"request_id\":\"1\"}"));
    fixture.injectRequest(ROLE, requestFor("writer"));
    fixture.injectRequest(ROLE, bytes("{\"type\":\"step.request\",\"version\":2}"));
    fixture.injectRequest(ROLE, new byte[10 << 20]);
    fixture.injectReply(bytes("[]"));
    fixture.injectReply(bytes("{\"type\":\"step.completed\",\"version\":1,\"attempt\":1}"));
    fixture.injectReply(new byte[10 << 20]);
    try (StepTransport transport = fixture.open();
        StepTransport elsewhere = fixture.open();
        Mplp mplp = MplpRuntime.builder().steps(RemoteSteps.over(transport)).build();
        RemoteAgent agent =
            RemoteAgent.over(elsewhere)
                .role(ROLE, call -> StepResult.completed(JsonObject.of("score", 712)))
                .start()) {
      mplp.handlers().registerRemote(ROLE);
      Eventually.until("the agent takes steps", agent::isReady);

      Context context = mplp.contexts().open("Loan", Root.of("finance", "test"));
      Plan plan =
          mplp.plans()
              .create(
                  Plan.builder(context.contextId(), "Assess", "Decide")
                      .step("Score it", ROLE)
                      .build());
      ExecutionResult result = mplp.plans().execute(plan.planId()).await(Duration.ofMinutes(1));

      assertThat(result.isCompleted()).isTrue();
      Eventually.until("all are dead", () -> transport.deadRequests(ROLE, 10).size() == 5);
      Eventually.until("all are dead", () -> transport.deadReplies(10).size() == 3);
      assertThat(transport.deadRequests(ROLE, 10))
          .extracting(DeadLetter::reason)
          .anyMatch(reason -> reason.contains("no JSON"))
          .anyMatch(reason -> reason.contains("is absent"))
          .anyMatch(reason -> reason.startsWith("role is "))
          .anyMatch(reason -> reason.contains("version is 1"))
          .anyMatch(reason -> reason.contains("10485760 bytes"));
      assertThat(transport.deadReplies(10))
          .extracting(DeadLetter::reason)
          .anyMatch(reason -> reason.contains("object"))
          .anyMatch(reason -> reason.contains("request_id"))
          .anyMatch(reason -> reason.contains("10485760 bytes"));
    } finally {
      fixture.close();
    }
  }
}
