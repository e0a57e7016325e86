package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.model.PlanId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanLock;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.Plans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a locked plan refuses, and to whom. */
public abstract class PlanLockContract extends ServiceKit {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** For the kits. */
  protected PlanLockContract() {}

  private PlanId plan() {
    Plan plan =
        Plan.builder(context().contextId(), "Assess", "Decide on the loan")
            .step("Score it", "analyst")
            .build();
    return mplp().plans().create(plan).planId();
  }

  private Versioned<Plan> extended(PlanId planId) {
    Versioned<Plan> read = mplp().plans().read(planId);
    List<PlanStep> steps = new ArrayList<>(read.value().steps());
    steps.add(PlanStep.builder("Check it").agentRole("analyst").build());
    return new Versioned<>(read.value().withSteps(steps), read.version());
  }

  @Test
  void aLockedPlan_isNeitherChangedNorExecuted() {
    PlanId planId = plan();
    Plans plans = mplp().plans();
    PlanLock lock = plans.lock(planId, "under audit");
    Versioned<Plan> other = extended(planId);

    assertThat(lock.reason()).isEqualTo("under audit");
    assertThat(plans.lockOf(planId)).hasValue(lock);
    assertThat(plans.lock(planId, "again")).isEqualTo(lock);
    assertThat(refused("LOCKED", () -> plans.update(other.value(), other.version())))
        .hasMessageContaining("under audit");
    refused("LOCKED", () -> plans.propose(planId));
    refused(
        "LOCKED", () -> plans.propose(planId, ApprovalRequest.of(Approver.role("credit officer"))));
    refused("LOCKED", () -> plans.approve(planId, null));
    refused("LOCKED", () -> plans.cancel(planId, null));
    refused("LOCKED", () -> plans.archive(planId));
    refused("LOCKED", () -> plans.purge(planId));
    refused("LOCKED", () -> plans.execute(planId));
    DryRun run = plans.dryRun(planId, ExecutionOptions.DEFAULT);
    assertThat(run.canStart()).isFalse();
    assertThat(plans.get(planId).status()).isEqualTo(PlanStatus.DRAFT);
    assertThat(records("lock.overridden")).isEmpty();

    plans.unlock(planId, "audited");
    plans.unlock(planId, null);

    assertThat(plans.lockOf(planId)).isEmpty();
    assertThat(plans.approve(planId, null).status()).isEqualTo(PlanStatus.APPROVED);
    assertThat(records("plan.locked")).hasSize(1);
    assertThat(records("plan.unlocked")).hasSize(1);
  }

  @Test
  void whoOverridesLocks_canDoSo_andIsRecorded() throws Exception {
    PlanId planId = plan();
    mplp().handlers().register("analyst", call -> StepResult.completed());
    mplp().plans().lock(planId, "under audit");
    Versioned<Plan> other = extended(planId);
    Mplp forced = mplp().overridingLocks("court order 17");

    forced.plans().update(other.value(), other.version());
    Execution execution = forced.plans().execute(planId);
    assertThat(execution.await(SOON).isCompleted()).isTrue();
    forced.plans().archive(planId);

    assertThat(mplp().plans().lockOf(planId)).isPresent();
    assertThat(records("lock.overridden"))
        .hasSize(3)
        .allSatisfy(
            record ->
                assertThat(
                        Objects.requireNonNull(Objects.requireNonNull(record.inline()).data())
                            .asObject()
                            .string("reason"))
                    .hasValue("court order 17"));
    refused("LOCKED", () -> mplp().plans().purge(planId));
  }

  @Test
  void aPlanThatIsLockedWhileItIsExecuted_goesOn_butIsNotRevisedAndDoesNotGrow() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch locked = new CountDownLatch(1);
    mplp()
        .handlers()
        .register(
            "analyst",
            call -> {
              if (call.attempt() > 1) {
                return StepResult.completed();
              }
              begun.countDown();
              assertThat(locked.await(60, TimeUnit.SECONDS)).isTrue();
              return StepResult.completedAdding(PlanStep.builder("More").build());
            });
    PlanId planId = plan();
    Execution execution = mplp().plans().execute(planId);
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    Versioned<Plan> other = extended(planId);
    mplp().plans().lock(planId, "under audit");

    refused("LOCKED", () -> mplp().plans().revise(other.value(), other.version()));
    locked.countDown();

    ExecutionResult result = execution.await(SOON);
    assertThat(Objects.requireNonNull(result.execution().error()).message())
        .contains("the plan is locked");
    refused("LOCKED", () -> mplp().plans().resume(execution.executionId()));
    mplp().plans().unlock(planId, null);
    assertThat(mplp().plans().resume(execution.executionId()).await(SOON).isCompleted()).isTrue();
  }

  @Test
  void aReason_isNeeded() {
    PlanId planId = plan();
    assertThatIllegalArgumentException().isThrownBy(() -> mplp().plans().lock(planId, " "));
  }
}
