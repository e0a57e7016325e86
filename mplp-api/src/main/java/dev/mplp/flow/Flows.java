package dev.mplp.flow;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;

/** Import and export of flows. */
public interface Flows {

  /**
   * Adopts the objects in whatever valid state they are, without replaying transitions; ids and
   * events are kept, and each gets one {@code imported} record. A decision in a file is history,
   * not an approval; a pending Confirm for a plan is what its gate asks by. Objects that are stored
   * already with the same content are left alone, so that an import that was cut short is simply
   * repeated.
   *
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS} when an object of this id is
   *     stored with another content, whatever happened to it since not counted
   * @throws dev.mplp.FlowException when the objects do not fit together: a plan without its
   *     Context, two objects of one id
   */
  ImportedFlow importFlow(Flow flow);

  /** All objects of the Context as they stand, the Traces with their events. */
  Flow exportContext(ContextId contextId);

  /** The Context, the plan, the Traces and Confirms of one execution. */
  Flow exportExecution(ExecutionId executionId);
}
