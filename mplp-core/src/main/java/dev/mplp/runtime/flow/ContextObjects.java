package dev.mplp.runtime.flow;

import dev.mplp.FlowException;
import dev.mplp.NotFoundException;
import dev.mplp.TooLargeException;
import dev.mplp.dialog.Dialog;
import dev.mplp.event.Event;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.RunId;
import dev.mplp.model.TraceId;
import dev.mplp.network.Network;
import dev.mplp.plan.Plans;
import dev.mplp.role.Target;
import dev.mplp.runtime.dialog.Messages;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.network.Nodes;
import dev.mplp.runtime.object.Caller;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What belongs to a Context, as it stands, for whoever may see it: read page by page. */
public final class ContextObjects {

  private static final int PAGE = 500;

  private final Caller caller;
  private final Storage storage;
  private final String tenant;
  private final Plans plans;
  private final Traces traces;
  private final EventService events;
  private final Messages messages;
  private final Nodes nodes;

  ContextObjects(Caller caller, Plans plans, Traces traces, EventService events) {
    this.caller = caller;
    this.storage = caller.storage();
    this.tenant = caller.tenant();
    this.plans = plans;
    this.traces = traces;
    this.events = events;
    this.messages = new Messages(storage);
    this.nodes = new Nodes(storage);
  }

  /** Whether there is such a Context. */
  boolean isThere(ContextId id) {
    return storage.get(new DocumentKey(tenant, Kinds.CONTEXT, id.value())).isPresent();
  }

  /**
   * All objects of a Context as they stand, for whoever may see them.
   *
   * @throws NotFoundException when there is no such Context
   * @throws TooLargeException when they are too many for one piece
   */
  public List<ProtocolObject> all(ContextId contextId) {
    Piece piece = new Piece("context " + contextId);
    visit(contextId, piece::add);
    return piece.objects();
  }

  /**
   * Objects of a Context as they stand, one by one, for whoever may see them.
   *
   * @param which by identifier; the others are not read
   * @param tooLarge takes what is too large to be read as a whole: its module and identifier
   * @throws NotFoundException when there is no such Context
   */
  public void each(
      ContextId contextId,
      Predicate<String> which,
      Consumer<ProtocolObject> visitor,
      BiConsumer<ModuleName, String> tooLarge) {
    if (!isThere(contextId)) {
      throw new NotFoundException("context", contextId.value());
    }
    for (ModuleName module : ModuleName.values()) {
      each(
          module,
          contextId,
          document -> {
            String id = document.key().id();
            if (which.test(id)) {
              ProtocolObject object = null;
              try {
                object = read(module, document);
              } catch (TooLargeException e) {
                tooLarge.accept(module, id);
              }
              if (object != null) {
                visitor.accept(object);
              }
            }
          });
    }
  }

  /**
   * As {@link #each(ContextId, Predicate, Consumer, BiConsumer)}.
   *
   * @throws TooLargeException when one is too large to be read as a whole
   */
  public void each(ContextId contextId, Predicate<String> which, Consumer<ProtocolObject> visitor) {
    each(
        contextId,
        which,
        visitor,
        (module, id) -> {
          throw new TooLargeException(
              module.wire() + ' ' + id + " is too large to be read as a whole");
        });
  }

  void visit(ContextId contextId, Consumer<ProtocolObject> visitor) {
    if (!isThere(contextId)) {
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
                  tenant, module.wire(), Map.of("context_id", contextId.value()), after, PAGE));
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
      case DIALOG -> messages.assemble(tenant, Wire.read(Dialog.class, allowed(module, document)));
      case NETWORK -> nodes.assemble(tenant, Wire.read(Network.class, allowed(module, document)));
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

  Trace trace(TraceId id) {
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

  ProtocolObject get(ModuleName module, String id) {
    return storage
        .get(new DocumentKey(tenant, module.wire(), id))
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
