package dev.mplp.runtime.flow;

import dev.mplp.FlowException;
import dev.mplp.collab.Collab;
import dev.mplp.context.Context;
import dev.mplp.dialog.Dialog;
import dev.mplp.extension.Extension;
import dev.mplp.flow.Flow;
import dev.mplp.model.ContextId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.network.Network;
import dev.mplp.plan.Plan;
import dev.mplp.trace.Trace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether the objects of a flow fit together. */
final class FlowCheck {

  private static final int SHOWN = 3;

  private FlowCheck() {}

  /**
   * Checks a flow.
   *
   * @param stored whether a Context is stored already
   * @return the Context that it belongs to
   */
  static ContextId check(Flow flow, Predicate<ContextId> stored) {
    Set<String> seen = new HashSet<>();
    Set<ContextId> contexts = new HashSet<>();
    for (ProtocolObject object : flow.objects()) {
      if (!seen.add(object.module().wire() + ' ' + object.id())) {
        throw new FlowException(
            "the flow has "
                + object.module().wire()
                + " "
                + object.id()
                + " twice; leave one of them out, or give it an identifier of its own");
      }
    }
    List<Context> given = flow.all(Context.class);
    given.forEach(context -> contexts.add(context.contextId()));
    for (ProtocolObject object : flow.objects()) {
      ContextId bound = contextOf(object);
      if (bound != null && !contexts.contains(bound) && !stored.test(bound)) {
        throw new FlowException(
            object.module().wire()
                + " "
                + object.id()
                + " belongs to context "
                + bound
                + ", which neither the flow nor the storage has"
                + (given.isEmpty()
                    ? "; add its context"
                    : "; the flow has " + given.get(0).contextId()));
      }
      if (bound != null) {
        contexts.add(bound);
      }
    }
    if (contexts.size() != 1) {
      throw new FlowException(
          contexts.isEmpty()
              ? "the flow has no context, and nothing that belongs to one; add its context"
              : "the flow belongs to "
                  + contexts.size()
                  + " contexts, among them "
                  + contexts.stream().limit(SHOWN).toList()
                  + "; import what belongs to each of them as a flow of its own");
    }
    return contexts.iterator().next();
  }

  /** The Context that an object names, or is; null where it names none. */
  static @Nullable ContextId contextOf(ProtocolObject object) {
    if (object instanceof Context context) {
      return context.contextId();
    } else if (object instanceof Plan plan) {
      return plan.contextId();
    } else if (object instanceof Trace trace) {
      return trace.contextId();
    } else if (object instanceof Dialog dialog) {
      return dialog.contextId();
    } else if (object instanceof Collab collab) {
      return collab.contextId();
    } else if (object instanceof Extension extension) {
      return extension.contextId();
    } else if (object instanceof Network network) {
      return network.contextId();
    }
    return null;
  }
}
