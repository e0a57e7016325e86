package dev.mplp.flow;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ProtocolObject;
import java.util.function.Consumer;

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

  /**
   * Adopts objects of one Context one after the other, where they are too many to be handed over in
   * one piece. That the caller may import is asked here, once.
   *
   * @param contextId whose, as an export of it has them: the Context comes first where it is not
   *     stored yet
   */
  ObjectImport importInto(ContextId contextId);

  /** What is exported in one piece has at most so many objects and parts of objects. */
  int MOST_IN_ONE_PIECE = 200_000;

  /**
   * All objects of the Context as they stand, the Traces with their events.
   *
   * @throws dev.mplp.TooLargeException when they have more than {@link #MOST_IN_ONE_PIECE} parts:
   *     objects, steps, messages, nodes, segments and events together
   */
  Flow exportContext(ContextId contextId);

  /**
   * Hands the objects of the Context to {@code sink}, the Context first, one after the other: no
   * more than one of them, and a page of documents, is in memory. What others change meanwhile is
   * there as it is when its turn comes.
   */
  void exportContext(ContextId contextId, Consumer<ProtocolObject> sink);

  /**
   * The Context, the plan, the Traces and Confirms of one execution.
   *
   * @throws dev.mplp.TooLargeException as with {@link #exportContext(ContextId)}
   */
  Flow exportExecution(ExecutionId executionId);
}
