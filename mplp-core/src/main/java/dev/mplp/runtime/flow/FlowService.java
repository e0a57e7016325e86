package dev.mplp.runtime.flow;

import dev.mplp.context.Context;
import dev.mplp.flow.Flow;
import dev.mplp.flow.Flows;
import dev.mplp.flow.ImportedFlow;
import dev.mplp.flow.ObjectImport;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.Plans;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.NamedExecution;
import dev.mplp.runtime.role.AdoptRole;
import dev.mplp.runtime.role.RolePolicy;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The Flows service of a caller. */
public final class FlowService implements Flows {

  private static final int PAGE = 500;

  private final Caller caller;
  private final Storage storage;
  private final Plans plans;
  private final ContextObjects contents;
  private final AdoptRole roles;

  /** The service of this caller. */
  public FlowService(
      Caller caller, Plans plans, Traces traces, EventService events, RolePolicy policy) {
    this.caller = caller;
    this.storage = caller.storage();
    this.plans = plans;
    this.contents = new ContextObjects(caller, plans, traces, events);
    this.roles = new AdoptRole(caller, policy);
  }

  private String tenant() {
    return caller.tenant();
  }

  /** What belongs to Contexts. */
  public ContextObjects contents() {
    return contents;
  }

  @Override
  public ImportedFlow importFlow(Flow flow) {
    caller.may("flow.import", null);
    ContextId contextId = FlowCheck.check(flow, contents::isThere);
    List<ProtocolObject> ordered = new ArrayList<>(flow.objects());
    ordered.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    ObjectImport into = new ImportInto(caller, roles, contextId);
    int created = 0;
    for (ProtocolObject object : ordered) {
      created += into.adopt(object) ? 1 : 0;
    }
    return new ImportedFlow(
        contextId, flow.all(Plan.class).stream().map(Plan::planId).toList(), created);
  }

  /** The Context first: what binds to it never stands alone. */
  private static int rank(ProtocolObject object) {
    return object instanceof Context ? 0 : 1;
  }

  @Override
  public ObjectImport importInto(ContextId contextId) {
    caller.may("flow.import", null);
    return new ImportInto(caller, roles, contextId);
  }

  @Override
  public Flow exportContext(ContextId contextId) {
    caller.may("flow.export", contextId);
    return new Flow(contents.all(contextId));
  }

  @Override
  public void exportContext(ContextId contextId, Consumer<ProtocolObject> sink) {
    caller.may("flow.export", contextId);
    contents.visit(contextId, sink);
  }

  @Override
  public Flow exportExecution(ExecutionId executionId) {
    ExecutionRecord record = NamedExecution.get(caller, executionId, "flow.export");
    Piece piece = new Piece("execution " + executionId);
    piece.add(contents.get(ModuleName.CONTEXT, record.contextId().value()));
    piece.add(plans.get(record.planId()));
    record.runs().forEach(run -> piece.add(contents.trace(new TraceId(run.uuid()))));
    long after = 0;
    List<Document> page;
    do {
      page =
          storage.list(
              new DocumentQuery(
                  tenant(),
                  Kinds.APPROVAL,
                  Map.of("execution_id", executionId.value()),
                  after,
                  PAGE));
      for (Document document : page) {
        after = document.order();
        piece.add(contents.get(ModuleName.CONFIRM, document.key().id()));
      }
    } while (page.size() == PAGE);
    return new Flow(piece.objects());
  }
}
