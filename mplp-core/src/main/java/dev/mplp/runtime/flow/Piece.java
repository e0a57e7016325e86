package dev.mplp.runtime.flow;

import dev.mplp.TooLargeException;
import dev.mplp.dialog.Dialog;
import dev.mplp.flow.Flows;
import dev.mplp.model.ProtocolObject;
import dev.mplp.network.Network;
import dev.mplp.plan.Plan;
import dev.mplp.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects that are handed out in one piece, as long as they are not too many. */
final class Piece {

  private final String of;
  private final List<ProtocolObject> objects = new ArrayList<>();
  private long parts;

  /**
   * A piece without objects.
   *
   * @param of what it is of, for the message
   */
  Piece(String of) {
    this.of = of;
  }

  /**
   * Adds an object.
   *
   * @throws TooLargeException when it is one too many
   */
  void add(ProtocolObject object) {
    parts += parts(object);
    if (parts > Flows.MOST_IN_ONE_PIECE) {
      throw new TooLargeException(
          of
              + " has more than "
              + Flows.MOST_IN_ONE_PIECE
              + " objects, steps, messages, nodes, segments and events, and is not handed out in"
              + " one piece; export it object by object");
    }
    objects.add(object);
  }

  private static long parts(ProtocolObject object) {
    long parts = 1L + size(object.events());
    if (object instanceof Plan plan) {
      parts += plan.steps().size();
    } else if (object instanceof Dialog dialog) {
      parts += size(dialog.messages());
    } else if (object instanceof Network network) {
      parts += size(network.nodes());
    } else if (object instanceof Trace trace) {
      parts += size(trace.segments());
    }
    return parts;
  }

  private static int size(@Nullable List<?> list) {
    return list == null ? 0 : list.size();
  }

  List<ProtocolObject> objects() {
    return objects;
  }
}
