package dev.mplp.runtime.confirm;

import dev.mplp.NotFoundException;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.plan.PlanStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * What is looked at.
   *
   * @param gone why it is no longer there and {@code content} is what was last kept of it, nothing
   *     if nothing was; null while it is there
   */
  record Seen(JsonObject content, String digest, @Nullable NotFoundException gone) {

    /** Refuses what needs the object itself. */
    void checkThere() {
      if (gone != null) {
        throw gone;
      }
    }
  }

  /** As {@link #of}; an object for which a host asked may be purged meanwhile. */
  Seen seen(ApprovalRecord record) {
    try {
      JsonObject content = of(record);
      return new Seen(content, Digest.of(content), null);
    } catch (NotFoundException e) {
      if (record.gate().isOfRun()) {
        throw e;
      }
      return new Seen(lastKept(record), record.digest(), e);
    }
  }

  private JsonObject lastKept(ApprovalRecord record) {
    int round = record.filed().contents();
    return round == 0
        ? JsonObject.empty()
        : approvals.content(tenant, record.confirmId(), round).orElse(JsonObject.empty());
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
