package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Approvals that an earlier version asked for, and stored in the first form, are decided by this
 * one.
 */
public abstract class FirstFormApprovalsContract extends ApprovalKit {

  private static final String TENANT = "default";

  /** What the earlier version stored; the gate is as it stores it today. */
  private static final String FIRST_FORM =
      """
      {"format":1,"approver_kind":"ROLE","approver":"boss","requested_by":"carol",\
      "reason":"it is much money","gate":%s,"extra":{},\
      "rounds":[{"digest":"%s","at":"2026-01-02T03:04:05Z"}],"acts":[]}""";

  private static final ApprovalRequest ASK =
      ApprovalRequest.of(ApprovalPolicy.single(Approver.role("boss"))).because("it is much money");

  /** For the storages. */
  protected FirstFormApprovalsContract() {}

  private Execution executes(Gates gates, Plan plan) {
    return as("carol", "clerk")
        .plans()
        .execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
  }

  private Execution beforeStep() {
    Plan plan = plan("Loan");
    return executes(Gates.NONE.beforeStep(plan.steps().get(0).stepId(), ASK), plan);
  }

  /** As if the earlier version had asked: without entries in inboxes. */
  private ConfirmId asked() {
    eventually(() -> as("ada", "boss").confirms().inboxCount().waiting() == 1);
    ConfirmId id = as("ada", "boss").confirms().inbox(null, 1).items().get(0).confirmId();
    Document record = get(Kinds.APPROVAL, id.value());
    Document entry = get(Kinds.APPROVAL_TASK, id.value() + "/role:boss");
    JsonObject gate = Wire.object(record.body()).get("gate").asObject();
    String body = FIRST_FORM.formatted(gate, approval(id).digest());
    Map<String, String> index =
        Map.of(
            "context_id",
            gate.string("context_id").orElseThrow(),
            "execution_id",
            gate.string("execution_id").orElseThrow(),
            "waiting_for",
            "role:boss");
    ChangeSet former =
        ChangeSet.builder(TENANT)
            .add(new Change.DeleteDocument(Kinds.APPROVAL_TASK, entry.key().id(), entry.version()))
            .add(
                new Change.PutDocument(
                    Kinds.APPROVAL,
                    id.value(),
                    record.version(),
                    body.getBytes(StandardCharsets.UTF_8),
                    index))
            .build();
    assertThat(storage().commit(former).isCommitted()).isTrue();
    return id;
  }

  private Document get(String kind, String id) {
    return storage().get(new DocumentKey(TENANT, kind, id)).orElseThrow();
  }

  @Test
  void beforeAStep_isListedAndApproved() throws Exception {
    Execution execution = beforeStep();
    ConfirmId id = asked();

    assertThat(as("ada", "boss").confirms().inbox(null, 10).items())
        .singleElement()
        .satisfies(item -> assertThat(item.confirmId()).isEqualTo(id))
        .extracting(ApprovalSummary::approver, ApprovalSummary::reason, ApprovalSummary::round)
        .containsExactly(Approver.role("boss"), "it is much money", 1);
    assertThat(as("ada", "boss").confirms().inboxCount().waiting()).isEqualTo(1);
    assertThat(as("carol", "boss").confirms().inboxCount().waiting()).isZero();
    refused("PERMISSION_DENIED", () -> approve(id, "carol", "boss"));
    approve(id, "ada", "boss");

    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(explanations(id)).singleElement().asString().startsWith("ada approved confirm ");
    assertThat(as("ada", "boss").confirms().inbox(null, 10).items()).isEmpty();
  }

  @Test
  void beforeAPlan_isListedAndRejected() throws Exception {
    Execution execution = executes(Gates.NONE.beforePlan(ASK), plan("Loan"));
    ConfirmId id = asked();

    assertThat(as("ada", "boss").confirms().inbox(null, 10).items()).hasSize(1);
    as("ada", "boss").confirms().reject(id, "too dear");

    assertThat(end(execution).isCompleted()).isFalse();
    assertThat(mplp().confirms().content(id, 1)).isPresent();
  }

  @Test
  void beforeAStep_isWithdrawnWhenItsRunEnds() throws Exception {
    Execution execution = beforeStep();
    ConfirmId id = asked();

    execution.cancel(null);
    end(execution);

    assertThat(approval(id).confirm().status()).isEqualTo(ConfirmStatus.CANCELLED);
    assertThat(as("ada", "boss").confirms().inbox(null, 10).items()).isEmpty();
  }
}
