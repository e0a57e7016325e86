package dev.mplp.runtime.event;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.plan.PlanLock;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** What records of the locks of Plans hold. */
public final class PlanLockRecords {

  private PlanLockRecords() {}

  /** A Plan was locked. */
  public static LogEntry locked(ContextId contextId, PlanId planId, PlanLock lock) {
    return of(
        RecordTypes.PLAN_LOCKED,
        contextId,
        Bodies.builder()
            .put("plan_id", planId.value())
            .put("reason", Bodies.clean(lock.reason()))
            .put("by", Bodies.clean(lock.by())));
  }

  /**
   * The lock of a Plan was taken away.
   *
   * @param reason why; null for none
   * @param by the subject of the caller
   */
  public static LogEntry unlocked(
      ContextId contextId, PlanId planId, @Nullable String reason, String by) {
    return of(
        RecordTypes.PLAN_UNLOCKED,
        contextId,
        Bodies.builder()
            .put("plan_id", planId.value())
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason))
            .put("by", Bodies.clean(by)));
  }

  private static LogEntry of(String type, ContextId contextId, JsonObject.Builder body) {
    return LogEntry.of(type, contextId.value(), Bodies.bytes(body.build()));
  }
}
