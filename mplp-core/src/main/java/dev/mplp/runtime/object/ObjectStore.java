package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.context.Context;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.Page;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import dev.mplp.model.WireName;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.TransitionTable;
import dev.mplp.spi.Change;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one module for one caller, where they are stored whole: the one place that
 * creates, reads, updates, moves and lists them. Each call is checked with the caller's authorizer,
 * each change is one commit with one record of the log, over the version that was read.
 */
public final class ObjectStore<T extends ProtocolObject> {

  private final Caller caller;
  private final ObjectType<T> type;
  private final ProtocolObjects objects;
  private final CreateObject<T> creation;
  private final UpdateObject<T> update;
  private final ObjectChanges<T> changes;

  /** The caller's objects of this type. */
  public ObjectStore(Caller caller, ObjectType<T> type) {
    this.caller = caller;
    this.type = type;
    this.objects = new ProtocolObjects(caller.storage());
    this.creation = new CreateObject<>(caller, type);
    this.update = new UpdateObject<>(caller, type);
    this.changes = new ObjectChanges<>(caller, type);
  }

  /**
   * The object and its version.
   *
   * @throws NotFoundException when there is none
   */
  public Versioned<T> read(MplpId id) {
    caller.may(type.module(), "read", id);
    return stored(id);
  }

  /**
   * As {@link #read}, for whoever only looks: it may be a copy, see {@link
   * dev.mplp.runtime.cache.CachedReads}.
   *
   * @throws NotFoundException when there is none
   */
  public Versioned<T> look(MplpId id) {
    caller.may(type.module(), "read", id);
    return ProtocolObjects.look(caller.reads(), caller.tenant(), type.module(), id, type.type());
  }

  /** The object and its version, for the service itself: nobody is asked whether it may. */
  public Versioned<T> stored(MplpId id) {
    return objects.get(caller.tenant(), type.module(), id, type.type());
  }

  /**
   * As {@link #stored}, to be changed.
   *
   * @throws ConflictException code {@code ARCHIVED} when it was put away
   */
  public Versioned<T> changeable(MplpId id) {
    return Archive.changeable(caller, type, id);
  }

  /** {@link #create(ProtocolObject, Function)} of nothing else. */
  public T create(T object) {
    return create(object, created -> List.of());
  }

  /**
   * Stores a new object.
   *
   * @param also what else is written in the same commit, told from the object as it is stored
   * @throws ConflictException code {@code ALREADY_EXISTS}, {@code CONTEXT_NOT_ACTIVE} when its
   *     Context is closed or archived
   * @throws NotFoundException when its Context is not there
   */
  public T create(T object, Function<T, List<Change>> also) {
    return create(object, UnaryOperator.identity(), also);
  }

  /**
   * As {@link #create(ProtocolObject, Function)}, where not all is stored in one piece.
   *
   * @param head what of the object is stored here; the rest is up to {@code also}
   */
  public T create(T object, UnaryOperator<T> head, Function<T, List<Change>> also) {
    caller.may(
        type.module(), "create", null, object instanceof Context ? null : type.contextOf(object));
    return creation.run(object, head, also);
  }

  /** Refuses a Context that is not there. */
  public static void checkExists(Caller caller, ContextId contextId) {
    DocumentKey key =
        new DocumentKey(caller.tenant(), ModuleName.CONTEXT.wire(), contextId.value());
    if (caller.storage().get(key).isEmpty()) {
      throw new NotFoundException("context", contextId.value());
    }
  }

  /**
   * Replaces an object's content. Its Context, its status and its creation stay as they are.
   *
   * @param version under which the caller read it
   * @throws ConflictException code {@code VERSION_CONFLICT}, {@code LOCKED}, {@code READ_ONLY_PART}
   */
  public Versioned<T> update(T object, long version) {
    return update(object, version, (before, after) -> List.of());
  }

  /**
   * As {@link #update(ProtocolObject, long)}.
   *
   * @param also what else is written in the same commit, told from the object before and after
   */
  public Versioned<T> update(T object, long version, BiFunction<T, T, List<Change>> also) {
    caller.may(type.module(), "update", object.id());
    return update.run(object, version, also);
  }

  /**
   * Moves an object to another status.
   *
   * @param action what the caller asks for, such as {@code suspend}
   * @param reason why, for people; null for none
   * @param also what else is written in the same commit, told from the object as it is then
   * @throws dev.mplp.IllegalTransitionException when the table does not have the move
   * @throws ConflictException code {@code LOCKED}
   */
  public <S extends Enum<S> & WireName> T move(
      MplpId id,
      String action,
      TransitionTable<S> table,
      S to,
      @Nullable String reason,
      Function<T, List<Change>> also) {
    return moved(id, action, table, to, reason, UnaryOperator.identity(), also).value();
  }

  /**
   * As {@link #move}, with an edit and without anything else in the commit.
   *
   * @param edit what becomes another beside the status; may refuse the object as it is
   */
  public <S extends Enum<S> & WireName> Versioned<T> moved(
      MplpId id,
      String action,
      TransitionTable<S> table,
      S to,
      @Nullable String reason,
      UnaryOperator<T> edit) {
    return moved(id, action, table, to, reason, edit, after -> List.of());
  }

  /** As {@link #move} with an edit. */
  public <S extends Enum<S> & WireName> Versioned<T> moved(
      MplpId id,
      String action,
      TransitionTable<S> table,
      S to,
      @Nullable String reason,
      UnaryOperator<T> edit,
      Function<T, List<Change>> also) {
    caller.may(type.module(), action, id);
    return caller
        .commits()
        .apply(type.name(id), () -> changes.moving(changeable(id), table, to, reason, edit, also));
  }

  /**
   * Changes an object whatever others change meanwhile.
   *
   * @param action what the caller asks for, such as {@code join}
   * @param edit gives the object as it shall be, called anew on each version; the same for no
   *     change; may refuse it
   * @param record the record of the change, from the object before and after
   * @throws ConflictException code {@code LOCKED}
   */
  public Versioned<T> edit(
      MplpId id, String action, UnaryOperator<T> edit, BiFunction<T, T, LogEntry> record) {
    return edit(id, action, edit, record, List::of);
  }

  /**
   * As {@link #edit(MplpId, String, UnaryOperator, BiFunction)}.
   *
   * @param also what else is written in the same commit; asked before the object is read
   */
  public Versioned<T> edit(
      MplpId id,
      String action,
      UnaryOperator<T> edit,
      BiFunction<T, T, LogEntry> record,
      Supplier<List<Change>> also) {
    caller.may(type.module(), action, id);
    return caller
        .commits()
        .apply(
            type.name(id),
            () -> {
              List<Change> beside = also.get();
              return changes.editing(changeable(id), edit, record, beside);
            });
  }

  /**
   * Objects by index values, oldest first.
   *
   * @param where index name to the value it must have; a null value is no condition
   * @param archived only those that were put away, or only those that were not; null for both
   */
  public <S> Page<S> list(
      Map<String, @Nullable String> where,
      @Nullable Boolean archived,
      @Nullable Cursor after,
      int limit,
      Function<Versioned<T>, S> summary) {
    String contextId = where.get("context_id");
    caller.may(type.module(), "list", null, contextId == null ? null : ContextId.of(contextId));
    return Archive.page(
        caller.storage(),
        caller.tenant(),
        type.module().wire(),
        Listing.conditions(where),
        archived,
        after,
        limit,
        document -> summary.apply(ProtocolObjects.read(document, type.type())));
  }

  /**
   * Follows what happens to an object.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws NotFoundException when there is none
   */
  public Watch watch(MplpId id, long after, EventService events) {
    T object = read(id).value();
    ContextId contextId = type.contextOf(object);
    Watch watch = events.watch(EventFilter.of(type.module(), id).withContext(contextId), after);
    return CheckedWatch.of(caller, type.module(), id, contextId, watch);
  }

  /**
   * Removes an object that is over, with its items.
   *
   * @param isOver whether it may go
   * @param rule what it must be, for the message
   * @param also what else is removed in the same commit
   * @throws ConflictException code {@code NOT_OVER} when it is not over, {@code LOCKED}
   */
  public void purge(MplpId id, Predicate<T> isOver, String rule, Function<T, List<Change>> also) {
    caller.may(type.module(), "purge", id);
    caller.commits().apply(type.name(id), () -> changes.purging(stored(id), isOver, rule, also));
  }
}
