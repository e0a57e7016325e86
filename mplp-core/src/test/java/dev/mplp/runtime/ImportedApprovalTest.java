package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.flow.Flow;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan that was imported with a pending Confirm, among many others in the same Context. */
class ImportedApprovalTest {

  private static final int OTHERS = 600;
  private static final Instant ASKED = Instant.parse("2026-01-02T03:04:05Z");

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  private static Confirm pending(Plan plan) {
    return Confirm.builder(ConfirmTarget.PLAN, new ObjectId(plan.planId().uuid()), "planner", ASKED)
        .build();
  }

  @Test
  void plan_whoseConfirmIsTheLastOfMany_asksByIt() {
    stage.mplp.handlers().registerDefault(call -> StepResult.completed());
    List<ProtocolObject> objects = new ArrayList<>(List.of(stage.context));
    for (int i = 0; i < OTHERS; i++) {
      Plan other = stage.plan().step("other " + i, s -> {}).build();
      objects.addAll(List.of(other, pending(other)));
    }
    Plan plan = stage.plan().step("mine", s -> {}).build();
    Confirm confirm = pending(plan);
    objects.addAll(List.of(plan, confirm));
    stage.mplp.flows().importFlow(new Flow(objects.subList(1, objects.size())));

    Execution execution =
        stage
            .mplp
            .plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .gates(Gates.NONE.beforePlan(ApprovalRequest.of(Approver.role("boss"))))
                    .build());

    assertThat(stage.asked().confirm().confirmId()).isEqualTo(confirm.confirmId());
    stage.approve();
    assertThat(Stage.end(execution).execution().state()).isEqualTo(ExecutionState.COMPLETED);
  }
}
