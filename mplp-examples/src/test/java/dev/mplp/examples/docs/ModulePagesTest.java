package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.agent.Growth;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.manifest.Profile;
import dev.mplp.model.DialogId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
import dev.mplp.plan.CriticalPath;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code on the pages of the modules; see {@link SnippetsTest}. */
class ModulePagesTest {

  private final Mplp mplp =
      MplpRuntime.builder().principal(Principal.of("clerk-7", "clerk")).build();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void plan() throws Exception {
    mplp.handlers().register("clerk", call -> StepResult.completed(JsonObject.empty()));
    mplp.handlers().register("analyst", call -> StepResult.completed(JsonObject.empty()));
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    Plan plan =
        Plan.builder(context.contextId(), "Assess", "Decide on the loan")
            .step("Fetch the file", "clerk")
            .step("Ask the bureau", "clerk")
            .step("Score it", it -> it.role("analyst").after("Fetch the file", "Ask the bureau"))
            .build();
    List<List<PlanStep>> layers = plan.graph().layers(); // the first two together, then the last

    mplp.plans().create(plan);
    Execution execution = mplp.plans().execute(plan.planId());
    execution.await(Duration.ofMinutes(1));
    CriticalPath path =
        plan.graph().criticalPath(mplp.traces().get(execution.snapshot().traceId()));

    assertThat(layers).hasSize(2);
    assertThat(path.steps()).hasSize(2);
  }

  @Test
  void executing() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    mplp.handlers()
        .register(
            "clerk",
            call -> {
              assertThat(held.await(1, TimeUnit.MINUTES)).isTrue();
              return calls.incrementAndGet() == 1
                  ? StepResult.failed(StepError.permanent("CLOSED", "the office is closed"))
                  : StepResult.completed();
            });
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                    .step("Fetch the file", "clerk")
                    .build());
    ExecutionOptions options =
        ExecutionOptions.builder()
            .parallelism(8) // steps at once
            .retry(RetryPolicy.attempts(3))
            .stepTimeout(Duration.ofMinutes(2)) // for each attempt
            .deadline(Duration.ofHours(1)) // for all of it
            .onFailure(FailurePolicy.CONTINUE) // branches that do not depend on it go on
            .build();
    Execution execution = mplp.plans().execute(plan.planId(), options);
    execution.pause(); // what runs may end, nothing more is begun
    execution.unpause();
    held.countDown();

    ExecutionResult result = execution.await(Duration.ofMinutes(1));
    if (result.execution().state() == ExecutionState.FAILED) { // somebody saw to it, so
      result = mplp.plans().resume(execution.executionId()).await(Duration.ofMinutes(1));
    }

    assertThat(calls).hasValue(2);
    assertThat(result.isCompleted()).isTrue();
  }

  @Test
  void growingPlan() throws Exception {
    mplp.handlers().register("asker", call -> StepResult.completed(JsonObject.of("income", 4200)));
    mplp.handlers()
        .register(
            "analyst", call -> StepResult.completed(JsonObject.of("inputs", call.inputs().size())));
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    PlanBuilder plan =
        Plan.builder(context.contextId(), "Assess", "Decide on the loan")
            .step("Read the file", "clerk")
            .step("Decide", it -> it.role("analyst").after("Read the file"));
    StepId decide = plan.stepId("Decide");
    mplp.handlers()
        .register(
            "clerk",
            call -> {
              PlanStep bank = PlanStep.builder("Ask the bank").agentRole("asker").build();
              PlanStep employer = PlanStep.builder("Ask the employer").agentRole("asker").build();
              return StepResult.completedAdding(
                  JsonObject.of("pages", 12),
                  Growth.of(bank, employer).joinedBy(decide, bank.stepId(), employer.stepId()));
            });

    Execution execution = mplp.plans().execute(mplp.plans().create(plan.build()).planId());
    ExecutionResult result = execution.await(Duration.ofMinutes(1));

    assertThat(result.steps()).hasSize(4);
    assertThat(result.steps().get(1).output()).isEqualTo(JsonObject.of("inputs", 3));
  }

  @Test
  void core() {
    CoreManifest manifest =
        mplp.manifests()
            .create(
                CoreManifest.builder(
                        List.of(
                            CoreModule.builder(ModuleName.CORE, "1.0.0", ModuleStatus.ENABLED)
                                .build(),
                            CoreModule.builder(ModuleName.PLAN, "1.0.0", ModuleStatus.ENABLED)
                                .build(),
                            CoreModule.builder(ModuleName.DIALOG, "1.0.0", ModuleStatus.DISABLED)
                                .build()))
                    .build());
    mplp.manifests().activate(manifest.coreId());
    boolean isAgent = mplp.manifests().check(Profile.SA).conforms(); // no Context, no Trace

    assertThat(isAgent).isFalse();
    assertThatThrownBy(() -> mplp.dialogs().get(DialogId.random()))
        .hasMessageContaining("dialog")
        .isInstanceOf(MplpException.class);
  }

  @Test
  void dryRunAndFork() throws Exception {
    mplp.handlers().register("clerk", call -> StepResult.completed(JsonObject.of("income", 4200)));
    mplp.handlers().register("analyst", call -> StepResult.completed(JsonObject.of("score", 712)));
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                    .step("Fetch the file", "clerk")
                    .step("Score it", it -> it.role("analyst").after("Fetch the file"))
                    .build());
    DryRun run = mplp.plans().dryRun(plan.planId(), ExecutionOptions.DEFAULT);
    System.out.println(run.canStart() + ", " + run.size() + " steps, " + run.missingHandlers());

    mplp.plans().execute(plan.planId()).await(Duration.ofMinutes(1));
    StepId score = plan.steps().get(1).stepId();
    Plan again = mplp.plans().fork(plan.planId(), ForkOptions.from(score));
    ExecutionResult result = mplp.plans().execute(again.planId()).await(Duration.ofMinutes(1));

    assertThat(run.size()).isEqualTo(2);
    assertThat(result.isCompleted()).isTrue();
    assertThat(mplp.plans().origin(again.planId())).isPresent();
  }

  @Test
  void embedding() throws Exception {
    ExecutionOptions options =
        ExecutionOptions.builder()
            .retry(RetryPolicy.attempts(3))
            .stepTimeout(Duration.ofMinutes(2))
            .idempotencyKey("loan-4711") // starting twice is starting once
            .build();
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                    .step("Fetch the file", "clerk")
                    .build());
    mplp.handlers()
        .register(
            "clerk",
            call -> {
              String key = call.idempotencyKey(); // the same for every attempt at this step
              return key.isEmpty()
                  ? StepResult.failed(StepError.transientError("BUREAU_DOWN", "try later"))
                  : StepResult.completed(JsonObject.of("income", 4200));
            });
    Mplp clerk = mplp.as(Principal.of("clerk-9", "clerk"));
    Execution execution = clerk.plans().execute(plan.planId(), options);
    ExecutionResult result = execution.await(Duration.ofMinutes(1));

    assertThat(result.isCompleted()).isTrue();
    assertThat(clerk.plans().execute(plan.planId(), options).executionId())
        .isEqualTo(execution.executionId());
  }

  @Test
  void confirm() throws Exception {
    mplp.handlers().register("cashier", call -> StepResult.completed(JsonObject.empty()));
    Context context = mplp.contexts().open("Invoice 88", Root.of("finance", "staging"));
    Plan plan =
        Plan.builder(context.contextId(), "Pay", "Invoice 88 is paid")
            .step("Pay 18,000 EUR")
            .role("cashier")
            .build();
    mplp.plans().create(plan);
    Gates gates = Gates.NONE.beforeRole("cashier", ApprovalRequest.of(Approver.role("manager")));
    Execution execution =
        mplp.plans().execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());

    Mplp manager = mplp.as(Principal.of("ada", "manager"));
    ApprovalSummary waiting = firstOf(manager); // of manager.confirms().inbox(null, 10)
    Approval asked = manager.confirms().get(waiting.confirmId());
    Approval given =
        manager.confirms().approve(asked.confirm().confirmId(), asked.digest(), "agreed");

    assertThat(given.confirm().status()).isEqualTo(ConfirmStatus.APPROVED);
    assertThat(execution.await(Duration.ofMinutes(1)).isCompleted()).isTrue();
  }

  private static ApprovalSummary firstOf(Mplp manager) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<ApprovalSummary> inbox = List.of();
    while (inbox.isEmpty()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
      inbox = manager.confirms().inbox(null, 10).items();
    }
    return inbox.get(0);
  }
}
