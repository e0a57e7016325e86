package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.Expiry;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What time does to a hundred approvals happens once to each, whatever the replicas. */
public abstract class ApprovalTimersContract extends ApprovalKit {

  private static final int APPROVALS = 100;
  private static final Duration HOUR = Duration.ofHours(1);

  /** For the storages. */
  protected ApprovalTimersContract() {}

  private Execution ask() {
    PlanBuilder builder = Plan.builder(context().contextId(), "Many", "See what time does");
    for (int i = 0; i < APPROVALS; i++) {
      builder.step("pay " + i, step -> step.role("cashier"));
    }
    Plan plan = mplp().plans().create(builder.build());
    ApprovalPolicy policy =
        ApprovalPolicy.single(Approver.subject("ada"))
            .expiring(Expiry.extendAfter(HOUR, HOUR, 1))
            .reminding(Duration.ofMinutes(45));
    Gates gates = Gates.NONE.beforeRole("cashier", ApprovalRequest.of(policy));
    Execution execution =
        as("carol")
            .plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder().gates(gates).onFailure(FailurePolicy.CONTINUE).build());
    eventually(() -> as("ada").confirms().inboxCount().waiting() == APPROVALS);
    return execution;
  }

  private Map<ConfirmId, Long> perApproval(ApprovalAct.Kind kind) {
    List<ApprovalAct> found = new ArrayList<>();
    Cursor after = null;
    do {
      Page<ApprovalAct> page = mplp().confirms().acts(ActFilter.all().withKind(kind), after, 500);
      found.addAll(page.items());
      after = page.next();
    } while (after != null);
    return found.stream()
        .collect(Collectors.groupingBy(ApprovalAct::confirmId, Collectors.counting()));
  }

  private void onceEach(String record) {
    assertThat(records(record))
        .hasSize(APPROVALS)
        .extracting(EventRecord::subject)
        .doesNotHaveDuplicates();
  }

  @Test
  void time_thatIsOver_remindsExtendsAndRejectsOnce() throws Exception {
    Mplp replica = another();
    Mplp third = another();
    Execution execution = ask();

    advance(Duration.ofMinutes(50));
    eventually(() -> records("confirm.reminded").size() >= APPROVALS);
    onceEach("confirm.reminded");
    advance(Duration.ofMinutes(20));
    eventually(() -> perApproval(ApprovalAct.Kind.EXTENDED).size() == APPROVALS);
    assertThat(as("ada").confirms().inboxCount().waiting()).isEqualTo(APPROVALS);
    advance(HOUR);
    eventually(() -> perApproval(ApprovalAct.Kind.EXPIRED).size() == APPROVALS);

    assertThat(end(execution).isCompleted()).isFalse();
    for (ApprovalAct.Kind kind : List.of(ApprovalAct.Kind.EXTENDED, ApprovalAct.Kind.EXPIRED)) {
      assertThat(perApproval(kind).values()).as("%s, once each", kind).containsOnly(1L);
    }
    onceEach("confirm.extended");
    onceEach("confirm.decided");
    assertThat(
            replica
                .confirms()
                .list(ConfirmFilter.all().withStatus(ConfirmStatus.REJECTED), null, 500)
                .items())
        .hasSize(APPROVALS);
    assertThat(third.as(Principal.of("ada")).confirms().inboxCount().waiting()).isZero();
    assertThat(done).hasValue(0);
  }
}
