package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.MissingHandler;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Storage;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What must be so before steps are let go. */
final class StartChecks {

  private final ProtocolObjects objects;
  private final Predicate<String> handled;

  /**
   * Checks against this storage.
   *
   * @param handled whether this process has a handler for a role
   */
  StartChecks(Storage storage, Predicate<String> handled) {
    this.objects = new ProtocolObjects(storage);
    this.handled = handled;
  }

  /** Refuses a plan that cannot be executed from where it is. */
  static void status(PlanId planId, PlanStore.Head head, boolean gated) {
    PlanStatus status = head.status();
    boolean can =
        status == PlanStatus.DRAFT
            || status == PlanStatus.APPROVED
            || (status == PlanStatus.PROPOSED && gated);
    if (status == PlanStatus.PROPOSED && !gated) {
      throw new ConflictException(
          "APPROVAL_REQUIRED",
          "plan "
              + planId
              + " is proposed: it is executed once it is approved; approve it, or execute it with a"
              + " gate before the plan (Gates.beforePlan)");
    }
    if (!can) {
      throw new IllegalTransitionException(
          "plan " + planId,
          status.wire(),
          PlanStatus.IN_PROGRESS.wire(),
          Transitions.PLAN.from(status).stream().map(PlanStatus::wire).toList());
    }
  }

  /** The Context, which is active. */
  Versioned<Context> activeContext(String tenant, ContextId contextId) {
    Versioned<Context> context = objects.get(tenant, ModuleName.CONTEXT, contextId, Context.class);
    if (context.value().status() != ContextStatus.ACTIVE) {
      throw new ConflictException(
          "CONTEXT_NOT_ACTIVE",
          "context "
              + contextId
              + " is "
              + context.value().status().wire()
              + "; plans are executed while it is active"
              + (context.value().status() == ContextStatus.DRAFT
                      || context.value().status() == ContextStatus.SUSPENDED
                  ? ": activate it first"
                  : ", which it will not be again: create the plan in another context"));
    }
    return context;
  }

  /** Refuses a plan with roles that nobody here handles, when the options say so. */
  void handlers(Plan plan, ExecutionOptions options) {
    if (options.missingHandler() == MissingHandler.WAIT) {
      return;
    }
    Set<String> missing = new TreeSet<>();
    for (String role : missingHandlers(plan)) {
      missing.add(role.isEmpty() ? "(no role)" : role);
    }
    if (!missing.isEmpty()) {
      throw new ConflictException(
          "NO_HANDLER",
          "plan "
              + plan.planId()
              + " has steps that nobody here does: register a handler for "
              + String.join(", ", missing)
              + ", or execute it with MissingHandler.WAIT so that other processes do them");
    }
  }

  /** Roles of steps to be done without a handler here; the empty text for steps without a role. */
  Set<String> missingHandlers(Plan plan) {
    Set<String> missing = new TreeSet<>();
    for (PlanStep step : plan.steps()) {
      String role = step.agentRole() == null ? "" : step.agentRole();
      boolean done = step.status() == StepStatus.COMPLETED || step.status() == StepStatus.SKIPPED;
      if (!done && !handled.test(role)) {
        missing.add(role);
      }
    }
    return missing;
  }
}
