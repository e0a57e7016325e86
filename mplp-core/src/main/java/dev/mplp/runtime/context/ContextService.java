package dev.mplp.runtime.context;

import dev.mplp.ConflictException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.ContextSummary;
import dev.mplp.context.Contexts;
import dev.mplp.context.Goals;
import dev.mplp.context.Root;
import dev.mplp.context.SemanticGraph;
import dev.mplp.context.SharedState;
import dev.mplp.context.Verification;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.CheckedWatch;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.runtime.verify.ContextVerifier;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Contexts service of a caller. */
public final class ContextService implements Contexts {

  private static final Logger LOG = LoggerFactory.getLogger(ContextService.class);
  private static final int BATCH = 200;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Caller caller;
  private final ObjectStore<Context> contexts;
  private final ContextEffects effects;
  private final EventService events;
  private final ContextVerifier verifier;

  /** The service of this caller. */
  public ContextService(
      Caller caller, ContextEffects effects, EventService events, ContextVerifier verifier) {
    this.caller = caller;
    this.contexts = new ObjectStore<>(caller, ObjectType.CONTEXT);
    this.effects = effects;
    this.events = events;
    this.verifier = verifier;
  }

  @Override
  public Context open(String title, Root root) {
    return create(Context.builder(root, title).status(ContextStatus.ACTIVE).build());
  }

  @Override
  public Context create(Context context) {
    return contexts.create(context);
  }

  @Override
  public Context get(ContextId contextId) {
    return contexts.look(contextId).value();
  }

  @Override
  public Versioned<Context> read(ContextId contextId) {
    return contexts.look(contextId);
  }

  @Override
  public Versioned<Context> update(Context context, long version) {
    return contexts.update(context, version);
  }

  @Override
  public Page<ContextSummary> list(ContextFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("status", filter.status() == null ? null : filter.status().wire());
    Boolean archived = Archive.byStatus(where, filter.archived());
    return contexts.list(where, archived, after, limit, ContextService::summary);
  }

  private static ContextSummary summary(Versioned<Context> stored) {
    Context context = stored.value();
    return new ContextSummary(
        context.contextId(), context.title(), context.status(), context.root(), stored.version());
  }

  @Override
  public Context activate(ContextId contextId) {
    return move(contextId, "activate", ContextStatus.ACTIVE, null);
  }

  @Override
  public Context suspend(ContextId contextId, @Nullable String reason) {
    return move(contextId, "suspend", ContextStatus.SUSPENDED, reason);
  }

  @Override
  public Context close(ContextId contextId, @Nullable String reason) {
    return move(contextId, "close", ContextStatus.CLOSED, reason);
  }

  @Override
  public Context archive(ContextId contextId) {
    return move(contextId, "archive", ContextStatus.ARCHIVED, null);
  }

  /** What follows for executions is done at once, and by a timer when this process dies first. */
  private Context move(
      ContextId contextId, String action, ContextStatus to, @Nullable String reason) {
    Context moved =
        contexts.move(
            contextId,
            action,
            Transitions.CONTEXT,
            to,
            reason,
            context -> List.of(lookAgain(contextId)));
    try {
      effects.apply(caller.tenant(), contextId);
    } catch (RuntimeException e) {
      LOG.warn(
          "context {} is {}, its executions follow later: {}", contextId, to.wire(), e.toString());
    }
    return moved;
  }

  @Override
  public void purge(ContextId contextId) {
    contexts.purge(
        contextId,
        context -> context.status() == ContextStatus.ARCHIVED,
        "archived",
        context -> {
          checkEmpty(contextId);
          removeEntries(Kinds.STATE, contextId);
          removeEntries(Kinds.GOAL, contextId);
          return List.of();
        });
  }

  /** In batches, before the Context itself: archived, it takes no new ones. */
  private void removeEntries(String kind, ContextId contextId) {
    Map<String, String> inside = Map.of("context_id", contextId.value());
    DocumentQuery query = new DocumentQuery(caller.tenant(), kind, inside, 0, BATCH);
    List<Document> batch = caller.storage().list(query);
    while (!batch.isEmpty()) {
      ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
      for (Document document : batch) {
        set.add(new Change.DeleteDocument(kind, document.key().id(), document.version()));
      }
      if (!caller.commits().commit(set.build()).isCommitted()) {
        LOG.debug("another purge of context {} is under way", contextId);
      }
      batch = caller.storage().list(query);
    }
  }

  @Override
  public Verification verify(ContextId contextId) {
    caller.may(ModuleName.CONTEXT, "verify", contextId);
    return verifier.verify(contextId);
  }

  @Override
  public SemanticGraph graph(ContextId contextId) {
    caller.may(ModuleName.CONTEXT, "verify", contextId);
    return verifier.graph(contextId);
  }

  @Override
  public void graph(ContextId contextId, Consumer<SemanticGraph.Element> sink) {
    caller.may(ModuleName.CONTEXT, "verify", contextId);
    verifier.graph(contextId, sink);
  }

  @Override
  public SemanticGraph graphFromLog(ContextId contextId) {
    caller.may(ModuleName.CONTEXT, "verify", contextId);
    return verifier.graphOfLog(contextId);
  }

  @Override
  public SharedState state(ContextId contextId) {
    return new StateService(caller, contextId);
  }

  @Override
  public Goals goals(ContextId contextId) {
    return new GoalService(caller, contextId);
  }

  @Override
  public Context system() {
    caller.may(ModuleName.CONTEXT, "read", null);
    return new SystemContext(caller, contexts).get();
  }

  /** An archived Context takes nothing more, so that what is empty stays so. */
  private void checkEmpty(ContextId contextId) {
    Map<String, String> inside = Map.of("context_id", contextId.value());
    for (ModuleName module : ModuleName.values()) {
      List<Document> found =
          module == ModuleName.CONTEXT
              ? List.of()
              : caller
                  .storage()
                  .list(new DocumentQuery(caller.tenant(), module.wire(), inside, 0, 1));
      if (!found.isEmpty()) {
        throw new ConflictException(
            "CONTEXT_NOT_EMPTY",
            module.wire()
                + ' '
                + found.get(0).key().id()
                + " belongs to context "
                + contextId
                + "; purge what belongs to it first");
      }
    }
  }

  @Override
  public Watch watch(ContextId contextId, long after) {
    caller.may(ModuleName.CONTEXT, "read", contextId);
    EventFilter filter = EventFilter.of(ModuleName.CONTEXT, contextId).withContext(contextId);
    return CheckedWatch.of(
        caller, ModuleName.CONTEXT, contextId, contextId, events.watch(filter, after));
  }

  private Change lookAgain(ContextId contextId) {
    return new Change.PutTimer(
        Kinds.TIMER_CONTEXT, contextId.value(), caller.now().plus(LOOK_AGAIN), new byte[0]);
  }
}
