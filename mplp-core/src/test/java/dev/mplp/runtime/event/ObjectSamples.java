package dev.mplp.runtime.event;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.context.ContextStatus;
import dev.mplp.dialog.Dialog;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.CollabId;
import dev.mplp.model.CoreId;
import dev.mplp.model.DialogId;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.NetworkId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.RoleId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.network.Network;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.PlanStatus;
import dev.mplp.role.Role;
import dev.mplp.trace.Trace;
import java.util.List;

/** One object of each module, always the same. */
final class ObjectSamples {

  private ObjectSamples() {}

  static ProtocolObject of(ModuleName module) {
    return switch (module) {
      case CONTEXT -> RecordSamples.context(ContextStatus.CLOSED);
      case PLAN -> RecordSamples.plan(PlanStatus.COMPLETED);
      case CONFIRM -> RecordSamples.approval(ConfirmStatus.PENDING, null, null).confirm();
      case TRACE -> trace();
      case ROLE ->
          Role.builder("clerk")
              .roleId(new RoleId(RecordSamples.uuid(26)))
              .capabilities(List.of("plan.*"))
              .build();
      case EXTENSION ->
          Extension.builder(RecordSamples.CONTEXT, "ledger", ExtensionType.INTEGRATION, "1.2.0")
              .extensionId(new ExtensionId(RecordSamples.uuid(28)))
              .build();
      case DIALOG ->
          Dialog.builder(RecordSamples.CONTEXT)
              .dialogId(new DialogId(RecordSamples.uuid(29)))
              .startedAt(RecordSamples.TIME)
              .build();
      case COLLAB -> collab();
      case CORE ->
          CoreManifest.builder(
                  List.of(
                      CoreModule.builder(ModuleName.CONTEXT, "1.0.0", ModuleStatus.ENABLED)
                          .build()))
              .coreId(new CoreId(RecordSamples.uuid(31)))
              .build();
      case NETWORK ->
          Network.builder(RecordSamples.CONTEXT, "agents", TopologyType.HUB_SPOKE)
              .networkId(new NetworkId(RecordSamples.uuid(27)))
              .build();
    };
  }

  private static Trace trace() {
    TraceId id = new TraceId(RecordSamples.uuid(24));
    TraceBase span = TraceBase.builder(id, new SpanId(RecordSamples.uuid(25))).build();
    return Trace.builder(RecordSamples.CONTEXT, span).traceId(id).build();
  }

  private static Collab collab() {
    CollabParticipant clerk = CollabParticipant.builder("clerk", ParticipantKind.AGENT).build();
    return Collab.builder(
            RecordSamples.CONTEXT,
            "Review",
            "Look at it",
            CollabMode.PAIR,
            List.of(clerk),
            RecordSamples.TIME)
        .collabId(new CollabId(RecordSamples.uuid(30)))
        .build();
  }
}
