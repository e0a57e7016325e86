package dev.mplp.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.agent.RemoteAgent;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.crypto.EncryptedSteps;
import dev.mplp.runtime.memory.InMemoryStepTransport;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps of agents where the runtime encrypts, and how the way to agents is told. */
class EncryptedRemoteStepsTest {

  private static final String OLD = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String NEW = "k2:OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=";
  private static final PayloadCipher CIPHER = AesGcm.of(OLD, false);
  private static final PayloadCipher BOTH = AesGcm.of(NEW + ',' + OLD, false);

  private final InMemoryStepTransport queues = InMemoryStepTransport.create();
  private final InMemoryStepTransport elsewhere = queues.connect();

  @AfterEach
  void close() {
    elsewhere.close();
    queues.close();
  }

  private Mplp runtime(RemoteSteps steps) {
    Mplp mplp = MplpRuntime.builder().encryption(CIPHER).steps(steps).build();
    mplp.handlers().registerRemote("scorer");
    return mplp;
  }

  private static Execution start(Mplp mplp) {
    ContextId context = mplp.contexts().open("Loan", Root.of("finance", "staging")).contextId();
    Plan plan = Plan.builder(context, "Score", "A secret").step("Top secret", "scorer").build();
    return mplp.plans().execute(mplp.plans().create(plan).planId());
  }

  private static JsonObject output(Execution execution) throws InterruptedException {
    ExecutionResult result = execution.await(Duration.ofMinutes(1));
    return result.steps().get(0).output();
  }

  @Test
  void agentWithTheKey_readsAndIsRead_nobodyElse() throws InterruptedException {
    List<StepMessage> seen = new CopyOnWriteArrayList<>();
    try (Mplp mplp = runtime(RemoteSteps.over(queues))) {
      StepTransport.Subscription tap =
          elsewhere.requests("scorer", 1, delivery -> seen.add(delivery.message()));
      Execution execution = start(mplp);
      Eventually.until("it is asked", () -> !seen.isEmpty());
      StepMessage request = seen.get(0);
      assertThat(request.contentType()).isEqualTo(EventMessage.ENCRYPTED);
      assertThat(new String(request.data(), UTF_8)).doesNotContain("secret", "step.request");
      tap.close();

      elsewhere.reply(request).join(); // a request passed off as a reply
      String readable =
          "{\"type\":\"step.completed\",\"version\":1,\"request_id\":\""
              + request.id()
              + "\",\"attempt\":1,\"output\":{\"forged\":true}}";
      elsewhere.reply(request.withData(EventMessage.JSON, readable.getBytes(UTF_8))).join();
      Eventually.until("both are kept aside", () -> elsewhere.deadReplies(10).size() == 2);
      assertThat(elsewhere.deadReplies(10))
          .extracting(DeadLetter::reason)
          .anyMatch(reason -> reason.contains("not encrypted"));

      try (RemoteAgent agent =
          RemoteAgent.over(elsewhere)
              .encryption(CIPHER)
              .role("scorer", call -> StepResult.completed(JsonObject.of("of", call.description())))
              .start()) {
        assertThat(agent.isReady()).isTrue();
        assertThat(output(execution)).isEqualTo(JsonObject.of("of", "Top secret"));
      }
    }
  }

  @Test
  void replyWithAKeyThatIsNotKnownHere_isLeftToAReplicaThatKnowsIt() throws InterruptedException {
    InMemoryStorage storage = InMemoryStorage.create();
    Mplp behind =
        MplpRuntime.builder()
            .storage(storage)
            .encryption(CIPHER)
            .steps(RemoteSteps.over(queues))
            .build();
    behind.handlers().registerRemote("scorer");
    Execution execution = start(behind);
    try (RemoteAgent agent =
        RemoteAgent.over(elsewhere)
            .encryption(BOTH)
            .role("scorer", call -> StepResult.completed(JsonObject.of("n", 1)))
            .start()) {
      assertThat(agent.isReady()).isTrue();
      Eventually.until(
          "it is told",
          () ->
              behind.health().parts().stream()
                  .anyMatch(part -> part.detail().contains("a key that is not known here")));
      assertThat(behind.health().status()).isEqualTo(Status.DEGRADED);
      assertThat(elsewhere.deadReplies(10)).isEmpty();
    }
    behind.close();
    try (Mplp ahead =
        MplpRuntime.builder()
            .storage(storage)
            .encryption(BOTH)
            .steps(RemoteSteps.over(queues))
            .build()) {
      ahead.handlers().registerRemote("scorer");
      assertThat(output(ahead.plans().execution(execution.executionId())))
          .isEqualTo(JsonObject.of("n", 1));
    }
    storage.close();
  }

  @Test
  void reasonOfARefusal_tellsNothingOfWhatWasEncrypted() {
    try (Mplp mplp = runtime(RemoteSteps.over(queues))) {
      EncryptedSteps agent = new EncryptedSteps(elsewhere, CIPHER);
      for (String member :
          List.of("'type':'secret'", "'type':'step.completed','version':1,'request_id':'secret'")) {
        byte[] data = ('{' + member.replace('\'', '"') + '}').getBytes(UTF_8);
        agent.reply(new StepMessage("a", "scorer", EventMessage.JSON, data)).join();
      }
      String output =
          "{'type':'step.completed','version':1,'request_id':'a','attempt':1,'output':'secret'}";
      byte[] data = output.replace('\'', '"').getBytes(UTF_8);
      agent.reply(new StepMessage("a", "scorer", EventMessage.JSON, data)).join();

      Eventually.until("all are kept aside", () -> elsewhere.deadReplies(10).size() == 3);
      assertThat(elsewhere.deadReplies(10))
          .extracting(DeadLetter::reason)
          .noneMatch(reason -> reason.contains("secret"))
          .anyMatch(reason -> reason.startsWith("output is an object"));
      assertThat(mplp.health().status()).isEqualTo(Status.UP);
    }
  }

  @Test
  void plain_isReadByAgentsWithoutTheKey() throws InterruptedException {
    try (Mplp mplp = runtime(RemoteSteps.over(queues).plain());
        RemoteAgent agent =
            RemoteAgent.over(elsewhere)
                .role("scorer", call -> StepResult.completed(JsonObject.of("n", 1)))
                .start()) {
      assertThat(agent.isReady()).isTrue();
      assertThat(output(start(mplp))).isEqualTo(JsonObject.of("n", 1));
    }
  }

  @Test
  void transportThatIsAway_isToldByHealth_andOtherStepsGoOn() throws InterruptedException {
    try (Mplp mplp = runtime(RemoteSteps.over(queues))) {
      Eventually.until("it is up", () -> mplp.health().status() == Status.UP);
      queues.close();
      mplp.handlers().register("clerk", call -> StepResult.completed());
      ContextId context = mplp.contexts().open("Loan", Root.of("finance", "staging")).contextId();
      Plan local = Plan.builder(context, "A", "B").step("Here", "clerk").build();
      Execution waiting = start(mplp);

      assertThat(
              mplp.plans()
                  .execute(mplp.plans().create(local).planId())
                  .await(Duration.ofMinutes(1))
                  .isCompleted())
          .isTrue();
      Eventually.until("it waits", () -> waiting.remoteRequests(null, 1).items().size() == 1);
      assertThat(mplp.health().status()).isEqualTo(Status.DEGRADED);
      assertThat(mplp.health().parts())
          .anyMatch(part -> part.name().equals("agents") && part.detail().contains("closed"));
    }
  }

  @Test
  void environment_saysWhichRoles_andIsTakenAtItsWord() {
    assertThat(RemoteSteps.fromEnvironment(Map.of())).isEmpty();
    assertThat(RemoteSteps.fromEnvironment(Map.of("MPLP_REMOTE_ROLES", " , "))).isEmpty();
    assertThatThrownBy(() -> RemoteSteps.fromEnvironment(Map.of("MPLP_REMOTE_ROLES", "scorer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set RABBITMQ_URL");
    assertThatThrownBy(() -> RemoteSteps.fromEnvironment(Map.of("MPLP_REMOTE_PLAIN", "yes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("true or false");
    assertThatThrownBy(
            () ->
                RemoteSteps.fromEnvironment(
                    Map.of("MPLP_REMOTE_ROLES", "scorer", "RABBITMQ_URL", "carrier://pigeon")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scheme carrier");
  }
}
