package dev.mplp.runtime.context;

import dev.mplp.ConflictException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Contexts;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Principal;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.ProtocolObjects.Stored;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Contexts service of a caller. */
public final class ContextService implements Contexts {

  private static final Logger LOG = LoggerFactory.getLogger(ContextService.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Principal principal;
  private final Storage storage;
  private final Commits commits;
  private final ProtocolObjects objects;
  private final ContextEffects effects;

  /** The service of this principal. */
  public ContextService(
      Principal principal, Storage storage, Commits commits, ContextEffects effects) {
    this.principal = principal;
    this.storage = storage;
    this.commits = commits;
    this.objects = new ProtocolObjects(storage);
    this.effects = effects;
  }

  private String tenant() {
    return principal.tenant().name();
  }

  @Override
  public Context open(String title, Root root) {
    return create(Context.builder(root, title).status(ContextStatus.ACTIVE).build());
  }

  @Override
  public Context create(Context context) {
    Instant now = Times.micros(storage.now());
    Context created =
        context.toBuilder()
            .meta(context.meta().toBuilder().createdAt(now).createdBy(principal.subject()).build())
            .createdAt(now)
            .events(null)
            .build();
    ChangeSet set =
        ChangeSet.builder(tenant())
            .add(put(created, 0))
            .add(new Change.AppendLog(Records.contextCreated(created)))
            .build();
    if (!commits.commit(set).isCommitted()) {
      throw new ConflictException(
          "ALREADY_EXISTS", "there is a context " + context.contextId() + " already");
    }
    return created;
  }

  private static Change put(Context context, long version) {
    return ProtocolObjects.put(
        context, version, context.contextId().value(), context.status().wire());
  }

  @Override
  public Context get(ContextId contextId) {
    return objects.get(tenant(), ModuleName.CONTEXT, contextId, Context.class).value();
  }

  @Override
  public Context activate(ContextId contextId) {
    return move(contextId, ContextStatus.ACTIVE, null);
  }

  @Override
  public Context suspend(ContextId contextId, @Nullable String reason) {
    return move(contextId, ContextStatus.SUSPENDED, reason);
  }

  @Override
  public Context close(ContextId contextId, @Nullable String reason) {
    return move(contextId, ContextStatus.CLOSED, reason);
  }

  @Override
  public Context archive(ContextId contextId) {
    return move(contextId, ContextStatus.ARCHIVED, null);
  }

  /** What follows for executions is done at once, and by a timer when this process dies first. */
  private Context move(ContextId contextId, ContextStatus to, @Nullable String reason) {
    Context moved = commits.apply("context " + contextId, () -> moving(contextId, to, reason));
    try {
      effects.apply(tenant(), contextId);
    } catch (RuntimeException e) {
      LOG.warn(
          "context {} is {}, its executions follow later: {}", contextId, to.wire(), e.toString());
    }
    return moved;
  }

  private Commits.Change<Context> moving(
      ContextId contextId, ContextStatus to, @Nullable String reason) {
    Stored<Context> stored = objects.get(tenant(), ModuleName.CONTEXT, contextId, Context.class);
    if (stored.value().isLocked()) {
      throw new ConflictException(
          "LOCKED", "context " + contextId + " is locked by its governance and cannot be changed");
    }
    ContextStatus from = stored.value().status();
    Transitions.CONTEXT.check("context " + contextId, from, to);
    Instant now = Times.micros(storage.now());
    Metadata meta = stored.value().meta().updated(now, principal.subject());
    Context moved = stored.value().toBuilder().status(to).meta(meta).updatedAt(now).build();
    ChangeSet set =
        ChangeSet.builder(tenant())
            .add(put(moved, stored.version()))
            .add(new Change.AppendLog(Records.contextMoved(moved, from, reason)))
            .add(
                new Change.PutTimer(
                    Kinds.TIMER_CONTEXT, contextId.value(), now.plus(LOOK_AGAIN), new byte[0]))
            .build();
    return new Commits.Change<>(set, moved);
  }
}
