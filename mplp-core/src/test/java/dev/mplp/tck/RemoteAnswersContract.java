package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.Handlers;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which answers of agents count: what is guessed, meant for something else, or just in time. */
public abstract class RemoteAnswersContract extends RemoteKit {

  private static final ExecutionOptions TWICE =
      ExecutionOptions.builder()
          .retry(new RetryPolicy(2, Duration.ofMillis(1), 1, Duration.ofMillis(1)))
          .build();

  private Turnstile turnstile;

  /** For the kits. */
  protected RemoteAnswersContract() {}

  @Override
  final Storage between(Storage storage) {
    turnstile = new Turnstile(storage);
    return turnstile.storage();
  }

  private static JsonObject output(Execution execution) {
    return await(execution).steps().get(0).output();
  }

  @Test
  void guessedId_isRefused() {
    work();
    Execution execution = start(1);
    StepDelivery request = request();
    String id = request.message().id();
    String guessed = id.substring(0, id.lastIndexOf('/') + 1) + "A".repeat(22);
    String json =
        "{\"type\":\"step.completed\",\"version\":1,\"request_id\":\""
            + guessed
            + "\",\"attempt\":1,\"output\":{\"forged\":true}}";

    reply(new StepMessage(guessed, ROLE, EventMessage.JSON, json.getBytes(UTF_8)));
    awaitRefused("late");
    answer(request, completed(request, "{\"forged\":false}"));

    assertThat(output(execution)).isEqualTo(JsonObject.of("forged", false));
  }

  @Test
  void requestIds_haveNothingInCommonThatTellsTheNext() {
    work();
    start(50);
    List<String> nonces =
        Stream.generate(() -> request().message().id())
            .limit(50)
            .map(id -> id.substring(id.lastIndexOf('/') + 1))
            .distinct()
            .toList();
    assertThat(nonces).hasSize(50).allMatch(nonce -> nonce.matches("[A-Za-z0-9_-]{22}"));
  }

  @Test
  void answerToAStepThatIsRevisedBeforeItGoesOn_doesNotCount() {
    work();
    Execution execution = start(1);
    StepDelivery former = request();
    execution.pause();
    answer(former, completed(former, "{\"of\":\"before\"}"));
    Eventually.until("it is taken", () -> taken.equals(List.of("completed")));
    Versioned<Plan> read = mplp().plans().read(execution.planId());
    PlanStep step = read.value().steps().get(0);
    mplp()
        .plans()
        .revise(
            read.value().withSteps(List.of(step.toBuilder().description("something else").build())),
            read.version());
    execution.unpause();

    StepDelivery present = request();
    assertThat(text(present.message())).contains("\"description\":\"something else\"");
    assertThat(present.message().id()).isNotEqualTo(former.message().id());
    answer(present, completed(present, "{\"of\":\"after\"}"));

    assertThat(output(execution)).isEqualTo(JsonObject.of("of", "after"));
    assertThat(stored()).isZero();
  }

  @Test
  void answerAtTheDeadline_countsWhenItIsCommittedFirst() {
    work();
    Execution execution = start(1);
    StepDelivery request = request();
    Turnstile.Held timeOut =
        turnstile.holdCommit(
            change ->
                change instanceof Change.SettleStep settled
                    && settled.settlement() instanceof Settlement.Failed);
    advance(OPTIONS.timeout().plusSeconds(1));
    timeOut.awaitArrival();
    answer(request, completed(request, "{\"just\":\"in time\"}"));
    Eventually.until("it is taken", () -> taken.equals(List.of("completed")));
    timeOut.release();

    assertThat(output(execution)).isEqualTo(JsonObject.of("just", "in time"));
    assertThat(stored()).isZero();
  }

  @Test
  void answerThatIsCommittedAfterTheNextRequest_leavesThatAlone() {
    work();
    Execution execution = start(1, TWICE);
    StepDelivery former = request();
    Turnstile.Held late =
        turnstile.holdCommit(
            change ->
                change instanceof Change.PutDocument put
                    && put.kind().equals("remote-step")
                    && put.expectedVersion() == 1);
    answer(former, completed(former, "{\"of\":1}"));
    late.awaitArrival();
    advance(OPTIONS.timeout().plusSeconds(1));
    StepDelivery present = request();
    late.release();
    awaitRefused("late");
    answer(present, completed(present, "{\"of\":2}"));

    assertThat(output(execution)).isEqualTo(JsonObject.of("of", 2));
    assertThat(sent).containsExactly("first", "first");
    assertThat(stored()).isZero();
  }

  @Test
  void stepThatGoesOnWithoutAnAnswer_isParkedAgain_andAskedOnce() {
    work();
    Execution execution = start(1);
    StepDelivery request = request();
    storage()
        .commit(
            ChangeSet.builder("default")
                .add(new Change.ContinueStep(execution.executionId().uuid(), 0))
                .build());
    Eventually.until("it is parked again", () -> records("step.parked").size() == 2);
    answer(request, completed(request, "{\"n\":1}"));

    assertThat(output(execution)).isEqualTo(JsonObject.of("n", 1));
    assertThat(sent).containsExactly("first");
  }

  @Test
  void forkWhileAnAgentIsAtAStep_asksForItself() {
    mplp().handlers().register("local", call -> StepResult.completed(JsonObject.of("by", "us")));
    work();
    Plan plan =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Two", "Forked")
                    .step("local", step -> step.role("local"))
                    .step("asked", step -> step.role(ROLE).after("local"))
                    .build());
    Execution execution = mplp().plans().execute(plan.planId());
    StepDelivery first = request();
    Plan fork = mplp().plans().fork(plan.planId(), ForkOptions.KEEPING_RESULTS);
    Execution forked = mplp().plans().execute(fork.planId());
    StepDelivery second = request();
    assertThat(text(second.message())).contains("{\"by\":\"us\"}");
    answer(second, completed(second, "{\"n\":2}"));
    assertThat(await(forked).steps().get(1).output()).isEqualTo(JsonObject.of("n", 2));
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.RUNNING);
    answer(first, completed(first, "{\"n\":1}"));

    assertThat(await(execution).steps().get(1).output()).isEqualTo(JsonObject.of("n", 1));
    assertThat(stored()).isZero();
  }

  @Test
  void roleThatIsDoneHereFromNowOn_leavesItsRequestToItsTimer() {
    work();
    Execution execution = start(1, TWICE);
    StepDelivery request = request();
    local.close();
    Handlers.Registration here =
        mplp().handlers().register(ROLE, call -> StepResult.completed(JsonObject.of("by", "us")));
    answer(request, failed(request, "BUSY", true));

    assertThat(output(execution)).isEqualTo(JsonObject.of("by", "us"));
    advance(OPTIONS.resendAfter().plusSeconds(1));
    Eventually.until("nothing is left of it", () -> stored() == 0);
    here.close();
  }
}
