package dev.mplp.runtime.event;

import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** What a record about an approval holds. */
public final class ConfirmRecords {

  private ConfirmRecords() {}

  /**
   * A record about an approval.
   *
   * @param type one of the {@link RecordTypes} of Confirms
   * @param approval after what is recorded
   * @param act what was done; null when nobody decided anything
   * @param contextId its Context; that of the run when null
   * @param run whose gate it is about; null for none
   * @param stepId whose gate it is about; null for none
   */
  public static LogEntry of(
      String type,
      Approval approval,
      @Nullable ApprovalAct act,
      @Nullable ContextId contextId,
      @Nullable RunRef run,
      @Nullable StepId stepId) {
    ContextId where = contextId == null && run != null ? run.contextId() : contextId;
    JsonObject.Builder body = ObjectBodies.approval(approval, run);
    if (act != null) {
      body.put("act", act(act));
    }
    return new LogEntry(
        type,
        where == null ? null : where.value(),
        run == null ? null : run.executionId(),
        run == null ? null : run.runId(),
        stepId == null ? null : stepId.uuid(),
        0,
        Bodies.bytes(body.build()));
  }

  /**
   * A policy was attached to something, or taken away.
   *
   * @param type which of the two
   * @param policy what it is attached to and says
   * @param by who did it
   * @param contextId the Context of what it is attached to; null for none
   */
  public static LogEntry policy(
      String type, JsonObject policy, String by, @Nullable ContextId contextId) {
    return new LogEntry(
        type,
        contextId == null ? null : contextId.value(),
        null,
        null,
        null,
        0,
        Bodies.bytes(Bodies.builder().put("policy", policy).put("by", by).build()));
  }

  private static JsonObject act(ApprovalAct act) {
    return JsonObject.builder()
        .put("kind", act.kind().wire())
        .put("subject", act.subject())
        .putIfPresent("holder", act.holder())
        .putIfPresent("as", act.as() == null ? null : act.as().toString())
        .putIfPresent("delegate", act.delegate())
        .put("stage", act.stage())
        .put("rule", act.rule())
        .putIfPresent("reason", act.reason() == null ? null : Bodies.clean(act.reason()))
        .build();
  }
}
