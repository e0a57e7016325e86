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
  private final HostObjects objects;

  ContentSource(String tenant, PlanStore plans, Approvals approvals, HostObjects objects) {
    this.tenant = tenant;
    this.objects = objects;
    this.plans = plans;
    this.approvals = approvals;
  }

  /** As it is now: an object is read anew, what else is asked about was fixed when it was asked. */
  JsonObject of(ApprovalRecord record) {
    Gate gate = record.gate();
    if (!gate.isReadAnew()) {
      return approvals.stepContent(tenant, record.confirmId());
    }
    HostTarget target = gate.target();
    return target == null || target.module() == null
        ? Contents.ofPlan(plans, tenant, gate, record.extra())
        : Contents.ofObject(objects.content(target.module(), target.id()), record.extra());
  }

  /** As it was in a round, if it is kept. */
  Optional<JsonObject> kept(ConfirmId id, int round) {
    ApprovalRecord record = approvals.record(tenant, id);
    if (round < 1 || round > record.round()) {
      return Optional.empty();
    }
    return approvals.content(tenant, id, record.gate().isReadAnew() ? round : 1);
  }
}
