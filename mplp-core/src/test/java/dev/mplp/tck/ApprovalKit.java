package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;

/** People who ask and decide; carol asks for everything. */
public abstract class ApprovalKit extends ServiceKit {

  /** How long is waited for what has to come. */
  protected static final Duration SOON = Duration.ofSeconds(30);

  /** How often a step was done. */
  protected final AtomicInteger done = new AtomicInteger();

  /** For the kits. */
  protected ApprovalKit() {}

  @BeforeEach
  void handleEverything() {
    done.set(0);
    mplp()
        .handlers()
        .registerDefault(
            call -> {
              done.incrementAndGet();
              return StepResult.completed();
            });
  }

  /** Somebody, in these roles. */
  protected final Mplp as(String subject, String... roles) {
    return mplp().as(Principal.of(subject, roles));
  }

  /** A plan of one step. */
  protected final Plan plan(String title) {
    Plan plan =
        Plan.builder(context().contextId(), title, "See who decides")
            .step("Pay", "cashier")
            .build();
    mplp().plans().create(plan);
    return plan;
  }

  /** Carol has a plan executed that needs an approval. */
  protected final Execution asks(Plan plan, ApprovalPolicy policy) {
    Gates gates = Gates.NONE.beforePlan(ApprovalRequest.of(policy).because("it is much money"));
    return as("carol", "clerk")
        .plans()
        .execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
  }

  /** What an execution waits for. */
  protected final ConfirmId gate(Execution execution) {
    ConfirmId gate = execution.snapshot().gate();
    assertThat(gate).as("it waits").isNotNull();
    return gate;
  }

  /** Approves what somebody sees. */
  protected final Approval approve(ConfirmId id, String subject, String... roles) {
    Mplp approver = as(subject, roles);
    return approver.confirms().approve(id, approver.confirms().get(id).digest(), null);
  }

  /** How it stands. */
  protected final Approval approval(ConfirmId id) {
    return mplp().confirms().get(id);
  }

  /** What was done, in words. */
  protected final List<String> explanations(ConfirmId id) {
    return acts(ActFilter.all().withConfirm(id)).stream().map(ApprovalAct::explanation).toList();
  }

  /** What was done, by pages of two. */
  protected final List<ApprovalAct> acts(ActFilter filter) {
    List<ApprovalAct> acts = new ArrayList<>();
    Cursor after = null;
    do {
      Page<ApprovalAct> page = mplp().confirms().acts(filter, after, 2);
      acts.addAll(page.items());
      after = page.next();
    } while (after != null);
    return acts;
  }

  /** Waits for the end. */
  protected static ExecutionResult end(Execution execution) throws InterruptedException {
    return execution.await(SOON);
  }

  /** Waits for it. */
  protected static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
