package dev.mplp.examples.server.routes;

import dev.mplp.collab.Collab;
import dev.mplp.confirm.Confirm;
import dev.mplp.context.Context;
import dev.mplp.dialog.Dialog;
import dev.mplp.examples.server.http.Problem;
import dev.mplp.extension.Extension;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.model.ProtocolObject;
import dev.mplp.network.Network;
import dev.mplp.plan.Plan;
import dev.mplp.role.Role;
import dev.mplp.trace.Trace;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A line of an export: an object with its module, as objects do not tell what they are, or its end.
 */
sealed interface ObjectLine
    permits ObjectLine.OfContext,
        ObjectLine.OfPlan,
        ObjectLine.OfConfirm,
        ObjectLine.OfTrace,
        ObjectLine.OfRole,
        ObjectLine.OfExtension,
        ObjectLine.OfDialog,
        ObjectLine.OfCollab,
        ObjectLine.OfCore,
        ObjectLine.OfNetwork,
        ObjectLine.End,
        ObjectLine.BrokenOff {

  /** The object of this line, null where it has none. */
  default @Nullable ProtocolObject object() {
    return null;
  }

  /** A Context. */
  record OfContext(Context object) implements ObjectLine {}

  /** A Plan. */
  record OfPlan(Plan object) implements ObjectLine {}

  /** A Confirm. */
  record OfConfirm(Confirm object) implements ObjectLine {}

  /** A Trace. */
  record OfTrace(Trace object) implements ObjectLine {}

  /** A Role. */
  record OfRole(Role object) implements ObjectLine {}

  /** An Extension. */
  record OfExtension(Extension object) implements ObjectLine {}

  /** A Dialog. */
  record OfDialog(Dialog object) implements ObjectLine {}

  /** A Collab. */
  record OfCollab(Collab object) implements ObjectLine {}

  /** A manifest. */
  record OfCore(CoreManifest object) implements ObjectLine {}

  /** A Network. */
  record OfNetwork(Network object) implements ObjectLine {}

  /**
   * The last line: without it an export is not all of it.
   *
   * @param objects how many came before
   */
  record End(int objects) implements ObjectLine {}

  /** The last line of an export that broke off, and why it did. */
  record BrokenOff(Problem problem) implements ObjectLine {}

  /** The line of an object. */
  static ObjectLine of(ProtocolObject object) {
    Function<ProtocolObject, ObjectLine> line = Makers.BY_TYPE.get(object.getClass());
    if (line == null) {
      throw new IllegalArgumentException("there is no line for " + object.getClass());
    }
    return line.apply(object);
  }

  /** What makes lines of objects. */
  final class Makers {

    private static final Map<Class<?>, Function<ProtocolObject, ObjectLine>> BY_TYPE =
        Map.of(
            Context.class, it -> new OfContext((Context) it),
            Plan.class, it -> new OfPlan((Plan) it),
            Confirm.class, it -> new OfConfirm((Confirm) it),
            Trace.class, it -> new OfTrace((Trace) it),
            Role.class, it -> new OfRole((Role) it),
            Extension.class, it -> new OfExtension((Extension) it),
            Dialog.class, it -> new OfDialog((Dialog) it),
            Collab.class, it -> new OfCollab((Collab) it),
            CoreManifest.class, it -> new OfCore((CoreManifest) it),
            Network.class, it -> new OfNetwork((Network) it));

    private Makers() {}
  }
}
