package dev.mplp.runtime.event;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** What a record about a Plan holds, outside its runs. */
public final class PlanRecords {

  private PlanRecords() {}

  /** A Plan was created, of whatever size. */
  public static LogEntry planCreated(Plan plan) {
    return Entries.of(
        RecordTypes.PLAN_CREATED,
        plan.contextId(),
        ObjectBodies.plan(plan).put(ObjectBodies.OBJECT, ObjectBodies.wire(plan)));
  }

  /**
   * A Plan was made from another one.
   *
   * @param origin what it was made from
   */
  public static LogEntry planForked(Plan plan, JsonObject origin) {
    return Entries.of(
        RecordTypes.PLAN_CREATED,
        plan.contextId(),
        ObjectBodies.plan(plan)
            .put("origin", origin)
            .put(ObjectBodies.OBJECT, ObjectBodies.wire(plan)));
  }

  /** A Plan was put away. */
  public static LogEntry planArchived(ContextId contextId, PlanId planId) {
    return Entries.of(RecordTypes.PLAN_ARCHIVED, contextId, Entries.planBody(planId));
  }

  /** A Plan was removed for good, told without its steps. */
  public static LogEntry planPurged(
      ContextId contextId, PlanId planId, String title, PlanStatus status) {
    return Entries.of(
        RecordTypes.purged(ModuleName.PLAN),
        contextId,
        Entries.planBody(planId).put("title", title).put("status", status.wire()));
  }

  /** The content of a Plan was replaced. */
  public static LogEntry planUpdated(Plan before, Plan after) {
    return Entries.of(
        RecordTypes.PLAN_UPDATED, after.contextId(), ObjectBodies.planChange(before, after));
  }

  /** A Plan has another status, outside a run. */
  public static LogEntry planMoved(
      ContextId contextId, PlanId planId, PlanStatus from, PlanStatus to) {
    return planMoved(contextId, planId, from, to, null);
  }

  /**
   * A Plan has another status, outside a run.
   *
   * @param reason why; null for none
   */
  public static LogEntry planMoved(
      ContextId contextId, PlanId planId, PlanStatus from, PlanStatus to, @Nullable String reason) {
    JsonObject.Builder body =
        Entries.planBody(planId, from, to)
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason));
    return Entries.of(RecordTypes.PLAN_MOVED, contextId, body);
  }
}
