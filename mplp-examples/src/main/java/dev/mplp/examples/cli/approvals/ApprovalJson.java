package dev.mplp.examples.cli.approvals;

import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.model.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Approvals as programs read them: one object a line. */
final class ApprovalJson {

  private ApprovalJson() {}

  /** An entry of an inbox. */
  static JsonObject of(ApprovalSummary item) {
    return JsonObject.builder()
        .put("confirm_id", item.confirmId().value())
        .put("context_id", item.contextId().value())
        .put("target_type", item.targetType().wire())
        .put("target_id", item.targetId().value())
        .putIfPresent("plan_id", text(item.planId()))
        .putIfPresent("step_id", text(item.stepId()))
        .putIfPresent("revision_id", text(item.revisionId()))
        .putIfPresent("question", item.question())
        .putIfPresent("as", approver(item.approver()))
        .putIfPresent("on_behalf_of", item.onBehalfOf())
        .put("requested_by", item.requestedBy())
        .put("requested_at", item.requestedAt().toString())
        .putIfPresent("reason", item.reason())
        .put("round", item.round())
        .putIfPresent("due", text(item.due()))
        .build();
  }

  /** How it stands. */
  static JsonObject of(Approval approval) {
    return JsonObject.builder()
        .put("confirm_id", approval.confirm().confirmId().value())
        .put("status", approval.confirm().status().wire())
        .put("standing", approval.standing().explanation())
        .put("rule", approval.policy().rule())
        .put("requested_by", approval.requestedBy())
        .putIfPresent("reason", approval.confirm().reason())
        .put("round", approval.round())
        .put("digest", approval.digest())
        .put("consumed", approval.consumed())
        .build();
  }

  /** How it stands, exactly what is to be approved, and what was done. */
  static JsonObject of(Approval approval, List<ApprovalAct> acts) {
    return of(approval).toBuilder()
        .put("content", approval.content())
        .put("acts", acts.stream().map(ApprovalJson::of).toList())
        .build();
  }

  private static JsonObject of(ApprovalAct act) {
    return JsonObject.builder()
        .put("kind", act.kind().wire())
        .put("subject", act.subject())
        .putIfPresent("holder", act.holder())
        .putIfPresent("as", approver(act.as()))
        .putIfPresent("delegate", act.delegate())
        .put("round", act.round())
        .put("stage", act.stage())
        .put("rule", act.rule())
        .put("digest", act.digest())
        .put("at", act.at().toString())
        .putIfPresent("reason", act.reason())
        .put("status", act.status().wire())
        .build();
  }

  private static @Nullable JsonObject approver(@Nullable Approver approver) {
    return approver == null
        ? null
        : JsonObject.of(
            approver.kind() == Approver.Kind.ROLE ? "role" : "subject", approver.name());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
