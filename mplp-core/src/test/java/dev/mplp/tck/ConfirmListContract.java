package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmSummary;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.flow.Flow;
import dev.mplp.model.Cursor;
import dev.mplp.model.ObjectId;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Confirms are found by Context, status and what they are about, also when they are decided. */
public abstract class ConfirmListContract extends ServiceKit {

  /** For the storages. */
  protected ConfirmListContract() {}

  private Plan plan(String title) {
    return Plan.builder(context().contextId(), title, "See who decides")
        .step("Pay", "cashier")
        .build();
  }

  private List<ConfirmSummary> all(ConfirmFilter filter, int limit) {
    List<ConfirmSummary> all = new ArrayList<>();
    @Nullable Cursor after = null;
    do {
      Page<ConfirmSummary> page = mplp().confirms().list(filter, after, limit);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  @Test
  void confirms_askedForAndImported_areListedByWhatTheyAre() throws Exception {
    mplp().handlers().registerDefault(call -> StepResult.completed());
    Gates gates = Gates.NONE.beforePlan(ApprovalRequest.of(Approver.role("boss")));
    List<Plan> plans = List.of(plan("first"), plan("second"));
    mplp().plans().create(plans.get(0));
    Execution first =
        mplp()
            .plans()
            .execute(plans.get(0).planId(), ExecutionOptions.builder().gates(gates).build());
    Confirm imported =
        Confirm.builder(
                ConfirmTarget.PLAN,
                new ObjectId(plans.get(1).planId().uuid()),
                "planner",
                Instant.parse("2026-01-02T03:04:05Z"))
            .status(ConfirmStatus.REJECTED)
            .build();
    mplp().flows().importFlow(new Flow(List.of(plans.get(1), imported)));

    assertThat(all(ConfirmFilter.all().withStatus(ConfirmStatus.PENDING), 1)).hasSize(1);
    Mplp boss = mplp().as(Principal.of("carol", "boss"));
    ApprovalSummary asked = boss.confirms().inbox(null, 10).items().get(0);
    boss.confirms()
        .approve(asked.confirmId(), boss.confirms().get(asked.confirmId()).digest(), null);
    assertThat(first.await(Duration.ofSeconds(30)).isCompleted()).isTrue();

    List<ConfirmSummary> everything = all(ConfirmFilter.all(), 1);
    assertThat(everything)
        .extracting(ConfirmSummary::status)
        .containsExactly(ConfirmStatus.APPROVED, ConfirmStatus.REJECTED);
    assertThat(everything).extracting(ConfirmSummary::decisions).containsExactly(1, 0);
    ConfirmFilter second =
        ConfirmFilter.all().withTarget(new ObjectId(plans.get(1).planId().uuid()));
    assertThat(all(second, 10))
        .containsExactly(
            new ConfirmSummary(
                imported.confirmId(),
                context().contextId(),
                ConfirmTarget.PLAN,
                imported.targetId(),
                ConfirmStatus.REJECTED,
                "planner",
                imported.requestedAt(),
                0));
    assertThat(all(second.withStatus(ConfirmStatus.APPROVED), 10)).isEmpty();
    assertThat(all(second.withContext(context().contextId()), 10)).hasSize(1);
    Cursor next = mplp().confirms().list(ConfirmFilter.all(), null, 1).next();
    refused("INVALID_CURSOR", () -> mplp().confirms().list(second, next, 1));
    Mplp elsewhere = mplp().as(Principal.of(Tenant.of("elsewhere"), "eve"));
    assertThat(elsewhere.confirms().list(ConfirmFilter.all(), null, 10).items()).isEmpty();
  }
}
