package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.flow.Flow;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Principal;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.RunId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.invariant.InvariantEngine;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaValidator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events and traces of plans that the engine really executed. */
class EngineEventsTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final WireCodec CODEC = WireCodec.standard();

  private Mplp mplp;
  private Context context;

  @BeforeEach
  void open() {
    mplp = MplpRuntime.builder().principal(Principal.of("alice", "requester")).build();
    context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void runWithGatesAndRetries_isCompleteAndValid() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    mplp.handlers()
        .registerDefault(
            call -> {
              if (call.description().equals("flaky") && calls.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              return call.description().equals("slow") && call.memory().isEmpty()
                  ? StepResult.delayed(Duration.ofMillis(20), JsonObject.of("seen", true))
                  : StepResult.completed(JsonObject.of("done", call.description()));
            });
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                    .step("flaky", s -> {})
                    .step("slow", s -> s.after("flaky"))
                    .step("signed", s -> s.role("signer").after("slow"))
                    .build());
    Execution execution =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .retry(RetryPolicy.attempts(3).withoutDelay())
                    .gates(
                        Gates.NONE.beforeRole(
                            "signer", ApprovalRequest.of(Approver.role("approver"))))
                    .build());
    Mplp bob = mplp.as(Principal.of("bob", "approver"));
    Await.until(SOON, () -> !bob.confirms().inbox(null, 1).items().isEmpty());
    Approval asked = bob.confirms().get(bob.confirms().inbox(null, 1).items().get(0).confirmId());
    bob.confirms().approve(asked.confirm().confirmId(), asked.digest(), "fine");

    assertThat(execution.await(SOON).isCompleted()).isTrue();

    check(execution);
    List<EventRecord> all = mplp.events().read(context.contextId(), 0, 1000);
    assertThat(all)
        .extracting(EventRecord::type)
        .contains(
            RecordTypes.created(ModuleName.CONTEXT),
            RecordTypes.PLAN_CREATED,
            RecordTypes.STEP_RETRIED,
            RecordTypes.STEP_PARKED,
            RecordTypes.STEP_CONTINUED,
            RecordTypes.CONFIRM_REQUESTED,
            RecordTypes.CONFIRM_DECIDED,
            RecordTypes.CONFIRM_CONSUMED);
  }

  @Test
  void runCancelledWhileAStepIsParked_endsItsAttempt() throws Exception {
    mplp.handlers()
        .registerDefault(
            call ->
                call.description().equals("parked")
                    ? StepResult.delayed(Duration.ofHours(1))
                    : StepResult.completed());
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                    .step("parked", s -> {})
                    .step("never", s -> s.after("parked"))
                    .build());
    Execution execution = mplp.plans().execute(plan.planId());
    Await.until(SOON, () -> types().contains(RecordTypes.STEP_PARKED));
    execution.cancel("not needed");
    assertThat(execution.await(SOON).execution().state()).isEqualTo(ExecutionState.CANCELLED);

    check(execution);
    assertThat(types()).contains(RecordTypes.STEP_CANCELLED);
  }

  private List<String> types() {
    return mplp.events().read(context.contextId(), 0, 1000).stream()
        .map(EventRecord::type)
        .toList();
  }

  private void check(Execution execution) {
    SaRules.check("run", mplp.events().ofRun(new RunId(execution.snapshot().traceId().uuid())));
    Flow flow = mplp.flows().exportExecution(execution.executionId());
    SchemaValidator validator = new SchemaValidator();
    Scopes.Builder scopes = Scopes.builder();
    for (ProtocolObject object : flow.objects()) {
      JsonValue json = CODEC.toJson(object);
      SchemaName schema = SchemaName.find(object.module().wire()).orElseThrow();
      assertThat(validator.validate(schema, json)).isEmpty();
      scopes.add(json.asObject());
    }
    InvariantEngine engine = new InvariantEngine(List.of(InvariantSet.sa()));
    assertThat(engine.check(scopes.build()).errors()).isEmpty();
  }
}
