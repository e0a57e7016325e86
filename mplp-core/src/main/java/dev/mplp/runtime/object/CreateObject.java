package dev.mplp.runtime.object;

import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores new objects of one module for one caller: over the Context as it was read, so that one
 * that is closed meanwhile takes nothing more.
 */
final class CreateObject<T extends ProtocolObject> {

  private static final int CONFLICTS = 50;

  private final Caller caller;
  private final ObjectType<T> type;
  private final ProtocolObjects objects;

  CreateObject(Caller caller, ObjectType<T> type) {
    this.caller = caller;
    this.type = type;
    this.objects = new ProtocolObjects(caller.storage());
  }

  /** See {@link ObjectStore#create(ProtocolObject, UnaryOperator, Function)}. */
  T run(T object, UnaryOperator<T> head, Function<T, List<Change>> also) {
    Versioned<Context> context = openContext(object);
    for (int tries = 0; ; tries++) {
      T created = Stamps.created(type.type(), object, caller.now(), caller.subject());
      ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
      if (context != null) {
        set.add(unchanged(context));
      }
      set.add(type.put(head.apply(created), 0))
          .addAll(also.apply(created))
          .add(new Change.AppendLog(Records.created(created, type.contextOf(created))));
      if (caller.commits().commit(set.build()).isCommitted()) {
        return created;
      }
      Versioned<Context> now = openContext(object);
      if (tries >= CONFLICTS || isStored(object.id())) {
        throw Refusals.alreadyThere(type.name(object.id()));
      }
      context = now; // it was changed meanwhile, and still takes objects; or what comes along was
      Pause.jitter(tries);
    }
  }

  private boolean isStored(MplpId id) {
    return caller
        .storage()
        .get(new DocumentKey(caller.tenant(), type.module().wire(), id.value()))
        .isPresent();
  }

  private static Change unchanged(Versioned<Context> context) {
    return new Change.CheckDocument(
        ModuleName.CONTEXT.wire(), context.value().contextId().value(), context.version());
  }

  /** The Context that is to take the object, null for none; refused when it takes nothing more. */
  private @Nullable Versioned<Context> openContext(T object) {
    ContextId contextId = type.contextOf(object);
    if (contextId == null || object instanceof Context) {
      return null;
    }
    Versioned<Context> context =
        objects.get(caller.tenant(), ModuleName.CONTEXT, contextId, Context.class);
    ContextStatus status = context.value().status();
    if (status == ContextStatus.CLOSED || status == ContextStatus.ARCHIVED) {
      throw Refusals.contextOver(contextId, status, "objects of module " + type.module().wire());
    }
    return context;
  }
}
