package dev.mplp.runtime.plan;

import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.plan.PlanLock;
import dev.mplp.runtime.event.PlanLockRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Locks plans, and looks at the lock before each change of one. */
final class LockPlan {

  private static final int LONGEST_REASON = 1000;

  private final Caller caller;
  private final PlanStore plans;

  /** Looks at the lock of a plan that is about to be executed. */
  interface Guard {
    /** What belongs in the commit; refuses when the caller leaves alone what is locked. */
    List<Change> check(PlanId planId, ContextId contextId, PlanRuntime runtime);
  }

  LockPlan(Caller caller) {
    this.caller = caller;
    this.plans = new PlanStore(caller.storage());
  }

  /**
   * Refuses to change a plan that is locked, unless the caller overrides locks.
   *
   * @param runtime as it was read; the commit of the change is over this version
   * @return what belongs in that commit: the record of the override, if it is one
   */
  static List<Change> check(
      Caller caller, PlanId planId, ContextId contextId, PlanRuntime runtime) {
    PlanLock lock = runtime.lock();
    if (lock == null) {
      return List.of();
    }
    return Locks.override(
        caller,
        ModuleName.PLAN,
        planId,
        contextId,
        "is locked by " + lock.by() + " (" + lock.reason() + ")");
  }

  /** {@link #check} for this caller. */
  static Guard guard(Caller caller) {
    return (planId, contextId, runtime) -> check(caller, planId, contextId, runtime);
  }

  PlanLock lock(PlanId planId, String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "the reason to lock a plan must have 1 to " + LONGEST_REASON + " characters");
    }
    return apply(
        planId,
        (contextId, runtime) -> {
          PlanLock before = runtime.lock();
          if (before != null) {
            return new Commits.Change<>(null, before);
          }
          PlanLock lock = new PlanLock(caller.subject(), reason, caller.now());
          LogEntry record = PlanLockRecords.locked(contextId, planId, lock);
          return new Commits.Change<>(set(planId, runtime.locked(lock), record), lock);
        });
  }

  void unlock(PlanId planId, @Nullable String reason) {
    apply(
        planId,
        (contextId, runtime) -> {
          if (runtime.lock() == null) {
            return new Commits.Change<>(null, true);
          }
          LogEntry record = PlanLockRecords.unlocked(contextId, planId, reason, caller.subject());
          return new Commits.Change<>(set(planId, runtime.locked(null), record), true);
        });
  }

  private ChangeSet set(PlanId planId, PlanRuntime runtime, LogEntry record) {
    return ChangeSet.builder(caller.tenant())
        .add(runtime.put(planId))
        .add(new Change.AppendLog(record))
        .build();
  }

  private interface Step<T> {
    Commits.Change<T> from(ContextId contextId, PlanRuntime runtime);
  }

  private <T> T apply(PlanId planId, Step<T> step) {
    return caller
        .commits()
        .apply(
            "plan " + planId,
            () ->
                step.from(
                    plans.head(caller.tenant(), planId).contextId(),
                    PlanRuntime.of(caller.storage(), caller.tenant(), planId)));
  }
}
