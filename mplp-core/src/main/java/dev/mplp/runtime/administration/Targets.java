package dev.mplp.runtime.administration;

import dev.mplp.Mplp;
import dev.mplp.administration.Retained;
import dev.mplp.model.CollabId;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.CoreId;
import dev.mplp.model.DialogId;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.NetworkId;
import dev.mplp.model.PlanId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceId;
import dev.mplp.runtime.confirm.PurgeConfirm;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.runtime.plan.PurgeExecution;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.runtime.trace.HostTraces;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What retention can remove beside the log, in the order in which it is removed. */
final class Targets {

  private static final int PAGE = 500;

  private final Caller caller;
  private final Mplp services;
  private final PurgeExecution executions;
  private final PurgeConfirm confirms;

  /**
   * Targets of the caller's tenant.
   *
   * @param services of the same caller, whom nobody denies anything
   */
  Targets(Caller caller, Mplp services) {
    this.caller = caller;
    this.services = services;
    this.executions = new PurgeExecution(caller);
    this.confirms = new PurgeConfirm(caller);
  }

  List<Target> all() {
    List<Target> all = new ArrayList<>();
    all.add(
        new Target(
            Retained.PLANS,
            Kinds.PLAN,
            Map.of("archived", "true"),
            document -> times(PlanStore.Head.of(document).meta()),
            this::plan));
    all.add(
        new Target(
            Retained.EXECUTIONS,
            Kinds.EXECUTION,
            Map.of("open", "false"),
            Targets::ofExecution,
            document -> executions.purge(document, false)));
    for (String status : List.of("completed", "failed", "cancelled")) {
      all.add(
          new Target(
              Retained.TRACES,
              Kinds.TRACE,
              Map.of("status", status),
              Targets::ofTrace,
              this::trace));
    }
    for (String status : List.of("approved", "rejected", "cancelled")) {
      all.add(
          object(
              Retained.CONFIRMS,
              ModuleName.CONFIRM,
              status,
              id -> confirms.purge(ConfirmId.of(id))));
    }
    for (String status : List.of("completed", "cancelled")) {
      all.add(
          object(
              Retained.DIALOGS,
              ModuleName.DIALOG,
              status,
              id -> services.dialogs().purge(DialogId.of(id))));
      all.add(
          object(
              Retained.COLLABS,
              ModuleName.COLLAB,
              status,
              id -> services.collabs().purge(CollabId.of(id))));
    }
    all.add(
        object(
            Retained.EXTENSIONS,
            ModuleName.EXTENSION,
            "deprecated",
            id -> services.extensions().purge(ExtensionId.of(id))));
    all.add(
        object(
            Retained.NETWORKS,
            ModuleName.NETWORK,
            "retired",
            id -> services.networks().purge(NetworkId.of(id))));
    all.add(
        object(
            Retained.MANIFESTS,
            ModuleName.CORE,
            "archived",
            id -> services.manifests().purge(CoreId.of(id))));
    all.add(
        object(
            Retained.CONTEXTS,
            ModuleName.CONTEXT,
            "archived",
            id -> services.contexts().purge(ContextId.of(id))));
    return all;
  }

  private interface Purge {
    void purge(String id);
  }

  private static Target object(Retained retained, ModuleName module, String status, Purge purge) {
    return new Target(
        retained,
        module.wire(),
        Map.of("status", status),
        document -> times(object(document, module).meta()),
        document -> {
          purge.purge(document.key().id());
          return true;
        });
  }

  private static ProtocolObject object(Document document, ModuleName module) {
    return Wire.read(ObjectType.of(module).type(), document.body());
  }

  private static Target.Times times(Metadata meta) {
    return new Target.Times(
        meta.createdAt(), meta.updatedAt() == null ? meta.createdAt() : meta.updatedAt());
  }

  private static Target.Times ofExecution(Document document) {
    ExecutionRecord record = ExecutionRecord.of(document);
    return new Target.Times(record.startedAt(), record.endedAt());
  }

  private static Target.Times ofTrace(Document document) {
    Trace trace = Wire.read(Trace.class, document.body());
    Target.Times times = times(trace.meta());
    return new Target.Times(
        times.created(), trace.finishedAt() == null ? times.over() : trace.finishedAt());
  }

  /**
   * What belongs to it first: an archived plan is found again when this is interrupted. What a host
   * goes on with names the plan only, and stays without it.
   */
  private boolean plan(Document plan) {
    String id = plan.key().id();
    boolean gone =
        each(Kinds.EXECUTION, "plan_id", id, found -> executions.purge(found, true))
            && each(Kinds.TRACE, "plan_id", id, trace -> HostTraces.isOpen(trace) || trace(trace))
            && each(Kinds.CONFIRM, "target_id", id, this::confirm);
    if (gone) {
      services.plans().purge(PlanId.of(id));
    }
    return gone;
  }

  /** False as soon as one of them stays. */
  private boolean each(String kind, String name, String value, Predicate<Document> purge) {
    Map<String, String> where = Map.of(name, value);
    long after = 0;
    List<Document> page;
    do {
      page = caller.storage().list(new DocumentQuery(caller.tenant(), kind, where, after, PAGE));
      for (Document document : page) {
        if (!purge.test(document)) {
          return false;
        }
        after = document.order();
      }
    } while (!page.isEmpty());
    return true;
  }

  private boolean confirm(Document document) {
    ConfirmId id = ConfirmId.of(document.key().id());
    if (!confirms.isOpenWithoutRun(id)) {
      confirms.purge(id);
    }
    return true;
  }

  private boolean trace(Document document) {
    services.traces().purge(TraceId.of(document.key().id()));
    return true;
  }
}
