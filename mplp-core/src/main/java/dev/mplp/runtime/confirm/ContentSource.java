package dev.mplp.runtime.confirm;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.plan.PlanStore;
import java.util.Optional;

/** What an approval is about. */
final class ContentSource {

  private final String tenant;
  private final PlanStore plans;
  private final Approvals approvals;

  ContentSource(String tenant, PlanStore plans, Approvals approvals) {
    this.tenant = tenant;
    this.plans = plans;
    this.approvals = approvals;
  }

  /** As it is now: a plan is read anew, what else is asked about was fixed when it was asked. */
  JsonObject of(ApprovalRecord record) {
    return record.gate().isBeforePlan()
        ? Contents.ofPlan(plans, tenant, record.gate(), record.extra())
        : approvals.stepContent(tenant, record.confirmId());
  }

  /** As it was in a round, if it is kept. */
  Optional<JsonObject> kept(ConfirmId id, int round) {
    ApprovalRecord record = approvals.record(tenant, id);
    if (round < 1 || round > record.round()) {
      return Optional.empty();
    }
    return approvals.content(tenant, id, record.gate().isBeforePlan() ? round : 1);
  }
}
