package dev.mplp.runtime.engine;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.spi.Claim;
import org.jspecify.annotations.Nullable;

/** What of an execution never changes, kept so that a step does not have to read it again. */
final class ExecutionInfo {

  private final ContextId contextId;
  private final PlanId planId;
  private final Principal principal;
  private final ExecutionOptions options;
  private @Nullable String planDigest;

  ExecutionInfo(ExecutionRecord record) {
    this.contextId = record.contextId();
    this.planId = record.planId();
    this.principal = record.principal();
    this.options = record.options();
  }

  ContextId contextId() {
    return contextId;
  }

  PlanId planId() {
    return planId;
  }

  Principal principal() {
    return principal;
  }

  ExecutionOptions options() {
    return options;
  }

  RunRef run(Claim claim) {
    return new RunRef(contextId, planId, claim.executionId(), claim.runId());
  }

  static ExecutionId id(Claim claim) {
    return new ExecutionId(claim.executionId());
  }

  /** The plan cannot change while it is executed, so one look is enough. */
  synchronized String planDigest(PlanStore plans) {
    if (planDigest == null) {
      String tenant = principal.tenant().name();
      planDigest = Contents.planDigest(plans.assemble(tenant, planId, plans.head(tenant, planId)));
    }
    return planDigest;
  }
}
