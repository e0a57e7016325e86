package dev.mplp.runtime.plan;

import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Refusals;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Instant;

/** Stores new plans, given or copied, in a Context that takes them. */
final class CreatePlan {

  private final Caller caller;

  CreatePlan(Caller caller) {
    this.caller = caller;
  }

  /** Stores it; the caller has checked its graph. */
  Plan create(Plan plan) {
    Instant now = Times.micros(caller.storage().now());
    checkContext(plan.contextId());
    Plan created =
        plan.toBuilder()
            .meta(plan.meta().toBuilder().createdAt(now).createdBy(caller.subject()).build())
            .events(null)
            .build();
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .addAll(PlanStore.create(created))
            .add(new Change.AppendLog(PlanRecords.planCreated(created)))
            .build();
    if (!caller.commits().commit(set).isCommitted()) {
      throw Refusals.alreadyThere("plan " + plan.planId());
    }
    return created;
  }

  Plan fork(PlanId planId, ForkOptions options) {
    PlanStore.Head head = new PlanStore(caller.storage()).head(caller.tenant(), planId);
    caller.may(ModuleName.PLAN, "create", null, head.contextId());
    checkContext(head.contextId());
    return new ForkPlan(caller).fork(planId, head, options);
  }

  private void checkContext(ContextId contextId) {
    ContextStatus status =
        new ProtocolObjects(caller.storage())
            .get(caller.tenant(), ModuleName.CONTEXT, contextId, Context.class)
            .value()
            .status();
    if (status == ContextStatus.CLOSED || status == ContextStatus.ARCHIVED) {
      throw Refusals.contextOver(contextId, status, "plans");
    }
  }
}
