package dev.mplp.runtime.flow;

import dev.mplp.ConflictException;
import dev.mplp.FlowException;
import dev.mplp.NotFoundException;
import dev.mplp.TooLargeException;
import dev.mplp.context.Context;
import dev.mplp.dialog.Dialog;
import dev.mplp.event.Event;
import dev.mplp.event.EventRecord;
import dev.mplp.flow.Flow;
import dev.mplp.flow.Flows;
import dev.mplp.flow.ImportedFlow;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.RunId;
import dev.mplp.model.TraceId;
import dev.mplp.network.Network;
import dev.mplp.plan.Plan;
import dev.mplp.plan.Plans;
import dev.mplp.role.Role;
import dev.mplp.role.Target;
import dev.mplp.runtime.dialog.Messages;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.network.Nodes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.NamedExecution;
import dev.mplp.runtime.role.AdoptRole;
import dev.mplp.runtime.role.RolePolicy;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Trace;
import dev.mplp.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The Flows service of a caller. */
public final class FlowService implements Flows {

  private static final int PAGE = 500;

  private final Caller caller;
  private final Storage storage;
  private final Commits commits;
  private final Plans plans;
  private final Traces traces;
  private final EventService events;
  private final Messages messages;
  private final Nodes nodes;
  private final AdoptRole roles;

  /** The service of this caller. */
  public FlowService(
      Caller caller, Plans plans, Traces traces, EventService events, RolePolicy policy) {
    this.caller = caller;
    this.storage = caller.storage();
    this.commits = caller.commits();
    this.plans = plans;
    this.traces = traces;
    this.events = events;
    this.messages = new Messages(storage);
    this.nodes = new Nodes(storage);
    this.roles = new AdoptRole(caller, policy);
  }

  private String tenant() {
    return caller.tenant();
  }

  @Override
  public ImportedFlow importFlow(Flow flow) {
    caller.may("flow.import", null);
    ContextId contextId = FlowCheck.check(flow, this::contextIsStored);
    List<ProtocolObject> ordered = new ArrayList<>(flow.objects());
    ordered.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    int created = 0;
    for (ProtocolObject object : ordered) {
      created += adopt(object, contextId) ? 1 : 0;
    }
    return new ImportedFlow(
        contextId, flow.all(Plan.class).stream().map(Plan::planId).toList(), created);
  }

  private boolean contextIsStored(ContextId id) {
    return storage.get(new DocumentKey(tenant(), Kinds.CONTEXT, id.value())).isPresent();
  }

  /** The Context first: what binds to it never stands alone. */
  private static int rank(ProtocolObject object) {
    return object instanceof Context ? 0 : 1;
  }

  private boolean adopt(ProtocolObject object, ContextId contextId) {
    Import adopted = Import.of(object, contextId);
    if (object instanceof Role role) {
      caller.may(ModuleName.ROLE, "create", null);
      if (roles.adopted(role, beside -> commits.commit(adopted.set(tenant(), beside)))) {
        return true;
      }
    } else if (commits.commit(adopted.set(tenant())).isCommitted()) {
      return true;
    }
    DocumentKey key = new DocumentKey(tenant(), Import.MARK, adopted.markId());
    Optional<Document> mark = storage.get(key);
    boolean same = mark.isPresent() && adopted.digest().equals(digest(mark.get()));
    if (!same) {
      throw new ConflictException(
          "ALREADY_EXISTS",
          object.module().wire()
              + " "
              + object.id()
              + " is stored already with another content; import it under another id, or into"
              + " another tenant");
    }
    return false;
  }

  private static String digest(Document mark) {
    return Wire.value(mark.body()).asString();
  }

  @Override
  public Flow exportContext(ContextId contextId) {
    caller.may("flow.export", contextId);
    return new Flow(objects(contextId));
  }

  @Override
  public void exportContext(ContextId contextId, Consumer<ProtocolObject> sink) {
    caller.may("flow.export", contextId);
    visit(contextId, sink);
  }

  /**
   * All objects of a Context as they stand, for whoever may see them.
   *
   * @throws NotFoundException when there is no such Context
   * @throws TooLargeException when they are too many for one piece
   */
  public List<ProtocolObject> objects(ContextId contextId) {
    Piece piece = new Piece("context " + contextId);
    visit(contextId, piece::add);
    return piece.objects();
  }

  private void visit(ContextId contextId, Consumer<ProtocolObject> visitor) {
    if (!contextIsStored(contextId)) {
      throw new NotFoundException("context", contextId.value());
    }
    for (ModuleName module : ModuleName.values()) {
      each(module, contextId, document -> visitor.accept(read(module, document)));
    }
  }

  private void each(ModuleName module, ContextId contextId, Consumer<Document> visitor) {
    long after = 0;
    List<Document> page;
    do {
      page =
          storage.list(
              new DocumentQuery(
                  tenant(), module.wire(), Map.of("context_id", contextId.value()), after, PAGE));
      for (Document document : page) {
        after = document.order();
        visitor.accept(document);
      }
    } while (page.size() == PAGE);
  }

  private ProtocolObject read(ModuleName module, Document document) {
    String id = document.key().id();
    return switch (module) {
      case PLAN -> plans.get(PlanId.of(id));
      case TRACE -> trace(TraceId.of(id));
      case DIALOG ->
          messages.assemble(tenant(), Wire.read(Dialog.class, allowed(module, document)));
      case NETWORK -> nodes.assemble(tenant(), Wire.read(Network.class, allowed(module, document)));
      default -> {
        allowed(module, document);
        yield Import.read(module, document);
      }
    };
  }

  /** The body of an object, for whoever may read it. */
  private byte[] allowed(ModuleName module, Document document) {
    String contextId = document.index().get("context_id");
    caller.check(
        module.wire() + ".read",
        new Target(
            module, document.key().id(), contextId == null ? null : ContextId.of(contextId)));
    return document.body();
  }

  private Trace trace(TraceId id) {
    Trace trace = traces.get(id);
    List<Event> inline = new ArrayList<>();
    if (trace.events() != null) {
      inline.addAll(trace.events());
    }
    events.ofRun(new RunId(id.uuid())).stream()
        .map(EventRecord::inline)
        .filter(Objects::nonNull)
        .forEach(inline::add);
    return inline.isEmpty() ? trace : trace.withEvents(inline);
  }

  @Override
  public Flow exportExecution(ExecutionId executionId) {
    ExecutionRecord record = NamedExecution.get(caller, executionId, "flow.export");
    Piece piece = new Piece("execution " + executionId);
    piece.add(get(ModuleName.CONTEXT, record.contextId().value()));
    piece.add(plans.get(record.planId()));
    record.runs().forEach(run -> piece.add(trace(new TraceId(run.uuid()))));
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
        piece.add(get(ModuleName.CONFIRM, document.key().id()));
      }
    } while (page.size() == PAGE);
    return new Flow(piece.objects());
  }

  private ProtocolObject get(ModuleName module, String id) {
    return storage
        .get(new DocumentKey(tenant(), module.wire(), id))
        .map(document -> read(module, document))
        .orElseThrow(
            () ->
                new FlowException(
                    module.wire()
                        + " "
                        + id
                        + " was removed while the flow was put together; export it again"));
  }
}
