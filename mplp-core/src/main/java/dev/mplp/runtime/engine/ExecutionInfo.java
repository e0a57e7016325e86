package dev.mplp.runtime.engine;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.KnownSteps;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.spi.Claim;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What of an execution never changes, kept so that a step does not have to read it again. */
final class ExecutionInfo {

  private final ContextId contextId;
  private final PlanId planId;
  private final Principal principal;
  private final ExecutionOptions options;
  private final KnownBudget budget = new KnownBudget();
  private @Nullable PlanDigest planDigest;
  private @Nullable KnownSteps steps;

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

  KnownBudget budget() {
    return budget;
  }

  RunRef run(Claim claim) {
    return new RunRef(contextId, planId, id(claim).uuid(), claim.runId());
  }

  /** The execution of the plan: that whose step is done, or undone. */
  static ExecutionId id(Claim claim) {
    UUID compensates = claim.compensates();
    return new ExecutionId(compensates == null ? claim.executionId() : compensates);
  }

  /**
   * The digest of the plan.
   *
   * @param version of the plan's head
   */
  record PlanDigest(String digest, long version) {}

  /** Of the plan as it is: while it is executed it can grow. */
  synchronized PlanDigest planDigest(PlanStore plans) {
    String tenant = principal.tenant().name();
    PlanStore.Head head = plans.head(tenant, planId);
    PlanDigest known = planDigest;
    if (known == null || known.version() != head.version()) {
      String digest = Contents.planDigest(plans.assemble(tenant, planId, head));
      known = new PlanDigest(digest, head.version());
      planDigest = known;
    }
    return known;
  }

  /** Does something with what is known of the plan's steps, one at a time. */
  synchronized <T> T withSteps(Function<KnownSteps, T> action) {
    if (steps == null) {
      steps = new KnownSteps();
    }
    return action.apply(steps);
  }

  /** They are not as they were known. */
  synchronized void forgetSteps() {
    steps = null;
  }
}
