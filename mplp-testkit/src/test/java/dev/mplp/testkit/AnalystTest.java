package dev.mplp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.RetryPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The code of docs/testing.md: how a host tests a handler of its own. */
class AnalystTest {

  /** A handler as a host writes it. */
  static final class Analyst implements StepHandler {
    @Override
    public StepResult handle(StepCall call) {
      if (call.description().isBlank()) {
        return StepResult.failed(StepError.permanent("NOTHING_TO_SCORE", "no customer"));
      }
      return StepResult.completed(JsonObject.of("score", 712));
    }
  }

  @Test
  void analyst_scoresTheCustomer() {
    try (TestRuntime kit = TestRuntime.create()) {
      kit.handler("analyst", new Analyst());
      var result = kit.run(kit.plan().step("Score customer 4711", "analyst"));
      assertThat(result.isCompleted()).isTrue();
      assertThat(result.steps().get(0).output()).isEqualTo(JsonObject.of("score", 712));
    }
  }

  @Test
  void bank_thatIsAway_isAskedAgainAfterAnHour() {
    try (TestRuntime kit = TestRuntime.stepwise()) {
      kit.handler(
          "bank",
          call ->
              call.attempt() == 1
                  ? StepResult.failed(StepError.transientError("AWAY", "closed"))
                  : StepResult.delayed(Duration.ofHours(1)));
      RetryPolicy retry = new RetryPolicy(3, Duration.ofMinutes(5), 2, Duration.ofHours(1));
      Execution execution =
          kit.start(
              kit.plan().step("Ask the bank", "bank"),
              ExecutionOptions.builder().retry(retry).build());

      assertThat(kit.step()).isTrue(); // the first attempt fails
      assertThat(kit.step()).isFalse(); // nothing is ready before its time
      kit.advance(Duration.ofMinutes(5));
      assertThat(kit.step()).isTrue(); // the second one parks itself
      kit.events(execution).inOrder("step.started", "step.retried", "step.started", "step.parked");
      kit.advance(Duration.ofMinutes(59));
      assertThat(kit.step()).isFalse();
      kit.advance(Duration.ofMinutes(1));
      assertThat(kit.step()).isTrue();
      kit.events(execution).times(1, "step.continued").never("step.completed");
    }
  }

  @Test
  void payment_isMadeOnce_thoughTheProcessCrashes() {
    Map<String, String> payments = new ConcurrentHashMap<>();
    for (CrashPoint point : CrashPoint.values()) {
      payments.clear();
      try (TestRuntime kit = TestRuntime.create()) {
        kit.handler(
            "cashier",
            call -> {
              payments.putIfAbsent(call.idempotencyKey(), "18,000 EUR");
              return StepResult.completed();
            });
        kit.crashNext(point);
        var result = kit.run(kit.plan().step("Pay invoice 88", "cashier"));
        assertThat(result.isCompleted()).isTrue();
        assertThat(kit.crashes()).isEqualTo(1);
        assertThat(payments).as("payments after a crash %s", point).hasSize(1);
      }
    }
  }

  @Test
  void plan_waitsForTheManager() {
    try (TestRuntime kit = TestRuntime.create()) {
      kit.defaultHandler(call -> StepResult.completed());
      Gates gates = Gates.NONE.beforePlan(ApprovalRequest.of(Approver.role("manager")));
      Execution execution =
          kit.start(
              kit.plan().step("Pay", "cashier"), ExecutionOptions.builder().gates(gates).build());
      kit.events(execution).times(1, "confirm.requested").never("step.started");

      var manager = kit.mplp().as(Principal.of("ada", "manager")).confirms();
      Approval asked = manager.get(manager.inbox(null, 1).items().get(0).confirmId());
      manager.approve(asked.confirm().confirmId(), asked.digest(), "agreed");

      assertThat(kit.await(execution).isCompleted()).isTrue();
    }
  }
}
