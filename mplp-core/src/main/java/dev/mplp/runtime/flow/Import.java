package dev.mplp.runtime.flow;

import dev.mplp.collab.Collab;
import dev.mplp.confirm.Confirm;
import dev.mplp.context.Context;
import dev.mplp.dialog.Dialog;
import dev.mplp.extension.Extension;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonString;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.network.Network;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.role.Role;
import dev.mplp.runtime.dialog.Messages;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.network.Nodes;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Sha256;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The adoption of one object: it, its {@code imported} record, and a mark that tells what exactly
 * was imported, so that the same import repeated is recognised whatever happened to the object
 * since.
 *
 * @param digest of the object's bytes
 */
record Import(ProtocolObject object, ContextId contextId, String digest) {

  /** Kind of the mark; id {@code <module>/<id>}. */
  static final String MARK = "imported";

  static Import of(ProtocolObject object, ContextId contextId) {
    if (object instanceof Plan plan) {
      PlanGraph.of(plan.steps());
    }
    return new Import(object, contextId, HexFormat.of().formatHex(Sha256.of(Wire.bytes(object))));
  }

  String markId() {
    return object.module().wire() + '/' + object.id().value();
  }

  ChangeSet set(String tenant) {
    return set(tenant, List.of());
  }

  /**
   * The commit.
   *
   * @param also what else is stored with the object
   */
  ChangeSet set(String tenant, List<Change> also) {
    return ChangeSet.builder(tenant)
        .addAll(stored())
        .addAll(also)
        .add(
            new Change.PutDocument(MARK, markId(), 0, Wire.bytes(new JsonString(digest)), Map.of()))
        .add(new Change.AppendLog(Records.imported(object, contextId)))
        .build();
  }

  private List<Change> stored() {
    if (object instanceof Plan plan) {
      return PlanStore.create(plan);
    }
    if (object instanceof Trace trace) {
      return trace(trace);
    }
    if (object instanceof Dialog dialog) {
      return beside(Messages.head(dialog), Messages.create(dialog));
    }
    if (object instanceof Network network) {
      return beside(Nodes.head(network), Nodes.create(network));
    }
    return beside(object, List.of());
  }

  /** The head and what is kept beside it. */
  private List<Change> beside(ProtocolObject head, List<Change> parts) {
    List<Change> changes = new ArrayList<>();
    changes.add(
        ProtocolObjects.put(
            head, 0, contextId.value(), status(head), ObjectType.of(head.module()).indexOf(head)));
    changes.addAll(parts);
    return changes;
  }

  /** Segments are items beside the head, as with the Traces of runs. */
  private List<Change> trace(Trace trace) {
    List<Change> changes = new ArrayList<>();
    Trace head = trace.toBuilder().segments(null).build();
    changes.add(ProtocolObjects.put(head, 0, contextId.value(), trace.status().wire()));
    List<TraceSegment> segments = trace.segments();
    if (segments != null && !segments.isEmpty()) {
      List<byte[]> bodies = new ArrayList<>(segments.size());
      segments.forEach(segment -> bodies.add(Wire.bytes(Shapes.TRACE_SEGMENT, segment)));
      changes.add(new Change.AppendItems(Kinds.TRACE, trace.traceId().value(), 0, bodies));
    }
    return changes;
  }

  private static String status(ProtocolObject object) {
    return Wire.json(object).string("status").orElse("");
  }

  /** The object in a document that is stored whole. */
  static ProtocolObject read(ModuleName module, Document document) {
    Class<? extends ProtocolObject> type =
        switch (module) {
          case CONTEXT -> Context.class;
          case PLAN -> Plan.class;
          case CONFIRM -> Confirm.class;
          case TRACE -> Trace.class;
          case ROLE -> Role.class;
          case EXTENSION -> Extension.class;
          case DIALOG -> Dialog.class;
          case COLLAB -> Collab.class;
          case CORE -> CoreManifest.class;
          case NETWORK -> Network.class;
        };
    return Wire.read(type, document.body());
  }
}
