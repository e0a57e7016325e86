package dev.mplp.examples.server.routes;

import dev.mplp.collab.Collab;
import dev.mplp.confirm.Confirm;
import dev.mplp.context.Context;
import dev.mplp.dialog.Dialog;
import dev.mplp.extension.Extension;
import dev.mplp.flow.Flow;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.model.ProtocolObject;
import dev.mplp.network.Network;
import dev.mplp.plan.Plan;
import dev.mplp.role.Role;
import dev.mplp.trace.Trace;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A flow in JSON: its objects by module, absent where there is none. */
record FlowDocument(
    @Nullable List<Context> contexts,
    @Nullable List<Plan> plans,
    @Nullable List<Confirm> confirms,
    @Nullable List<Trace> traces,
    @Nullable List<Role> roles,
    @Nullable List<Dialog> dialogs,
    @Nullable List<Collab> collabs,
    @Nullable List<Extension> extensions,
    @Nullable List<Network> networks,
    @Nullable List<CoreManifest> cores) {

  static FlowDocument of(Flow flow) {
    return new FlowDocument(
        some(flow, Context.class),
        some(flow, Plan.class),
        some(flow, Confirm.class),
        some(flow, Trace.class),
        some(flow, Role.class),
        some(flow, Dialog.class),
        some(flow, Collab.class),
        some(flow, Extension.class),
        some(flow, Network.class),
        some(flow, CoreManifest.class));
  }

  private static <T extends ProtocolObject> @Nullable List<T> some(Flow flow, Class<T> type) {
    List<T> all = flow.all(type);
    return all.isEmpty() ? null : all;
  }

  Flow flow() {
    return new Flow(
        Stream.of(
                contexts,
                plans,
                confirms,
                traces,
                roles,
                dialogs,
                collabs,
                extensions,
                networks,
                cores)
            .filter(Objects::nonNull)
            .<ProtocolObject>flatMap(List::stream)
            .toList());
  }
}
