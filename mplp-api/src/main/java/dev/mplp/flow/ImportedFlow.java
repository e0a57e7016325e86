package dev.mplp.flow;

import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import java.util.List;

/**
 * What an import adopted.
 *
 * @param contextId the Context
 * @param plans the plans, in the flow's order
 * @param created how many objects were new
 */
public record ImportedFlow(ContextId contextId, List<PlanId> plans, int created) {

  /** Copies the list. */
  public ImportedFlow {
    plans = List.copyOf(plans);
  }
}
