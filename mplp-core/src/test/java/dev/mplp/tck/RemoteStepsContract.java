package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.RemoteRequest;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.StepDelivery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that agents in other processes do: asked, answered, lost, late and doubled. */
public abstract class RemoteStepsContract extends RemoteKit {

  /** For the kits. */
  protected RemoteStepsContract() {}

  private static ExecutionOptions retried(int attempts) {
    return ExecutionOptions.builder()
        .retry(new RetryPolicy(attempts, Duration.ofMillis(1), 1, Duration.ofMillis(1)))
        .build();
  }

  private StepOutcome only(ExecutionResult result) {
    assertThat(result.steps()).hasSize(1);
    return result.steps().get(0);
  }

  @Test
  void step_isDoneByAnAgent_withTheOutputsBefore_andItsOutputIsHandedOn() {
    mplp()
        .handlers()
        .register(
            "local", call -> StepResult.completed(JsonObject.of("seen", call.inputs().size())));
    Plan plan =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Three", "Hand on")
                    .step("first", step -> step.role("local"))
                    .step("score it", step -> step.role(ROLE).after("first"))
                    .step("last", step -> step.role("local").after("score it"))
                    .build());
    work();
    Execution execution = mplp().plans().execute(plan.planId());

    StepDelivery request = request();
    String first = plan.steps().get(0).stepId().value();
    String step = plan.steps().get(1).stepId().value();
    assertThat(text(request.message()))
        .contains("\"type\":\"step.request\"", "\"version\":1", "\"role\":\"scorer\"")
        .contains("\"description\":\"score it\"", "\"tenant\":\"default\"")
        .contains("\"request_id\":\"" + request.message().id() + '"')
        .contains("\"plan_id\":\"" + plan.planId() + '"', "\"step_id\":\"" + step + '"')
        .contains("\"context_id\":\"" + context().contextId() + '"')
        .contains("\"idempotency_key\":\"" + execution.executionId() + '/' + step + '"')
        .contains("\"inputs\":{\"" + first + "\":{\"seen\":0}}")
        .contains("\"attempt\":1", "\"heartbeat_seconds\":15", "\"deadline\":\"", "\"sent_at\":\"")
        .contains("\"traceparent\":\"00-");
    assertThat(execution.remoteRequests(null, 10).items())
        .extracting(RemoteRequest::stepId)
        .containsExactly(plan.steps().get(1).stepId());
    assertThat(execution.outcomes(null, 10).items().get(1).status()).isEqualTo(StepStatus.BLOCKED);
    answer(request, completed(request, "{\"score\":712.50,\"note\":null}"));

    ExecutionResult result = await(execution);
    assertThat(result.execution().state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(result.steps().get(1).output())
        .isEqualTo(JsonObject.of("score", 712.5, "note", null));
    assertThat(result.steps().get(2).output()).isEqualTo(JsonObject.of("seen", 1));
    assertThat(execution.remoteRequests(null, 10).items()).isEmpty();
    assertThat(stored()).isZero();
    Eventually.until("it is told", () -> taken.equals(List.of("completed")));
    assertThat(sent).containsExactly("first");
    assertThat(refused).isEmpty();
    assertThat(storage().timers().next()).isEmpty();
  }

  @Test
  void permanentFailure_failsTheStep_asTheAgentSaid() {
    work();
    Execution execution = start(1, retried(5));
    StepDelivery request = request();
    answer(request, failed(request, "NO_SUCH_LOAN", false));

    StepOutcome step = only(await(execution));
    assertThat(step.status()).isEqualTo(StepStatus.FAILED);
    assertThat(step.error()).isEqualTo(StepError.permanent("NO_SUCH_LOAN", "no"));
    assertThat(stored()).isZero();
  }

  @Test
  void retryableFailure_isAskedAgain_underAnotherId_withTheSameKey() {
    work();
    Execution execution = start(1, retried(3));
    StepDelivery first = request();
    answer(first, failed(first, "BUSY", true));
    StepDelivery second = request();
    assertThat(second.message().id()).isNotEqualTo(first.message().id());
    assertThat(Integer.parseInt(attempt(second))).isGreaterThan(Integer.parseInt(attempt(first)));
    assertThat(key(second)).isEqualTo(key(first));

    reply(completed(first, "{\"of\":1}"));
    awaitRefused("late");
    answer(second, completed(second, "{\"of\":2}"));

    assertThat(only(await(execution)).output()).isEqualTo(JsonObject.of("of", 2));
    assertThat(stored()).isZero();
  }

  private static String key(StepDelivery request) {
    String text = text(request.message());
    int from = text.indexOf("\"idempotency_key\":\"");
    return text.substring(from, text.indexOf(',', from));
  }

  @Test
  void timeOut_failsTheAttempt_tellsAgents_andRefusesTheLateReply() {
    work();
    Execution execution = start(1, retried(2));
    StepDelivery late = request();
    advance(OPTIONS.timeout().plusSeconds(1));
    StepDelivery second = request();
    assertThat(second.message().id()).isNotEqualTo(late.message().id());
    Eventually.until(
        "agents hear it",
        () -> cancellations.stream().anyMatch(text -> text.contains(late.message().id())));

    reply(completed(late, "{\"late\":true}"));
    awaitRefused("late");
    advance(OPTIONS.timeout().plusSeconds(1));

    StepOutcome step = only(await(execution));
    assertThat(step.status()).isEqualTo(StepStatus.FAILED);
    assertThat(step.error())
        .isNotNull()
        .satisfies(error -> assertThat(error.code()).isEqualTo(StepError.TIMEOUT));
    assertThat(stored()).isZero();
  }

  @Test
  void timeOutOfTheSteps_countsWhenItIsShorter() {
    work();
    Duration shorter = Duration.ofMinutes(2);
    Execution execution = start(1, ExecutionOptions.builder().stepTimeout(shorter).build());
    request();
    RemoteRequest shown = execution.remoteRequests(null, 10).items().get(0);
    assertThat(shown.deadline()).isEqualTo(shown.sentAt().plus(shorter));

    advance(shorter.plusSeconds(1));

    assertThat(only(await(execution)).status()).isEqualTo(StepStatus.FAILED);
  }

  @Test
  void doubledReply_isRefused() {
    work();
    Execution execution = start(2);
    StepDelivery one = request();
    StepDelivery other = request();
    reply(completed(one, "{\"n\":1}"));
    reply(completed(one, "{\"n\":2}"));
    reply(completed(one, "{\"n\":3}"));
    one.done();
    Eventually.until("two are refused", () -> refused.size() == 2);
    answer(other, completed(other, "{\"n\":4}"));

    assertThat(await(execution).steps())
        .extracting(StepOutcome::output)
        .containsExactlyInAnyOrder(JsonObject.of("n", 1), JsonObject.of("n", 4));
    assertThat(refused).allMatch(why -> why.equals("doubled") || why.equals("late"));
  }

  @Test
  void lostRequest_orLostReply_isSentAgain_underItsId() {
    work();
    Execution execution = start(1);
    StepDelivery lost = request();
    lost.done(); // as if the broker had lost it, or the reply
    advance(OPTIONS.resendAfter().plusSeconds(1));
    StepDelivery again = request();
    again.done();
    assertThat(again.message()).usingRecursiveComparison().isEqualTo(lost.message());
    advance(OPTIONS.resendAfter().multipliedBy(2).plusSeconds(1));
    StepDelivery third = request();

    answer(third, completed(third, "{}"));
    assertThat(await(execution).execution().state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(sent).containsExactly("first", "again", "again");
    assertThat(only(await(execution)).attempts()).as("asking again costs no attempt").isEqualTo(2);
  }

  @Test
  void signsOfLife_putOffTheResend_andShowHowFarItIs() {
    work();
    Execution execution = start(1);
    StepDelivery request = request();
    advance(OPTIONS.resendAfter().minusSeconds(5));
    reply(message(request, "progress", ",\"fraction\":0.25,\"message\":\"quarter\""));
    Eventually.until("it is heard", () -> taken.equals(List.of("progress")));
    RemoteRequest shown = execution.remoteRequests(null, 10).items().get(0);
    assertThat(shown.fraction()).isEqualTo(0.25);
    assertThat(shown.message()).isEqualTo("quarter");
    assertThat(shown.progressAt()).isAfter(shown.sentAt());
    reply(message(request, "progress", ",\"fraction\":0.3")); // at once: nothing is written for it
    advance(OPTIONS.resendAfter().minusSeconds(5));
    reply(completed(request, "{}"));

    assertThat(await(execution).execution().state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(sent).containsExactly("first");
    assertThat(taken).containsExactly("progress", "completed");
    assertThat(records("step.progressed")).hasSize(1);
  }

  @Test
  void whatIsNoReply_isKeptAsideWithItsReason_andTheNextOneIsTaken() {
    work();
    Execution execution = start(1);
    StepDelivery request = request();
    String id = request.message().id();
    inject("{".getBytes(UTF_8));
    inject("[]".getBytes(UTF_8));
    inject(new byte[10 << 20]);
    reply(message(request, "finished", ""));
    reply(message(request, "completed", ",\"output\":7"));
    reply(message(request, "progress", ",\"fraction\":1.5"));
    reply(message(request, "failed", ",\"error\":{\"code\":\"A\",\"message\":\"b\"}"));
    inject(
        ("{\"type\":\"step.heartbeat\",\"version\":2,\"request_id\":\"" + id + "\",\"attempt\":1}")
            .getBytes(UTF_8));
    inject(
        "{\"type\":\"step.heartbeat\",\"version\":1,\"request_id\":\"nobody\",\"attempt\":1}"
            .getBytes(UTF_8));
    inject(
        ("{\"type\":\"step.heartbeat\",\"version\":1,\"request_id\":\"" + id + "\",\"attempt\":9}")
            .getBytes(UTF_8));
    answer(request, completed(request, "{}"));

    assertThat(await(execution).execution().state()).isEqualTo(ExecutionState.COMPLETED);
    Eventually.until("all are kept", () -> agent.deadReplies(100).size() == 10);
    assertThat(agent.deadReplies(100))
        .extracting(DeadLetter::reason)
        .anyMatch(reason -> reason.contains("no JSON"))
        .anyMatch(reason -> reason.contains("a JSON object, but this is of the type array"))
        .anyMatch(reason -> reason.contains("10485760"))
        .anyMatch(reason -> reason.startsWith("type is one of"))
        .anyMatch(
            reason -> reason.equals("output is an object, but is another value of the type number"))
        .anyMatch(reason -> reason.startsWith("fraction is a number from 0 to 1, but is another"))
        .anyMatch(reason -> reason.equals("retryable is true or false, but is absent"))
        .anyMatch(reason -> reason.equals("version is 1, but is another number"))
        .anyMatch(reason -> reason.startsWith("request_id is not of the form"))
        .anyMatch(reason -> reason.equals("attempt is that of the request, but is another"));
    assertThat(refused).containsOnly("unacceptable");
  }
}
