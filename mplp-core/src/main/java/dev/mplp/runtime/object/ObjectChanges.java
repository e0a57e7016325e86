package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import dev.mplp.model.WireName;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.TransitionTable;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The commits that change an object over the version that was read: another status, an edit, the
 * end.
 */
final class ObjectChanges<T extends ProtocolObject> {

  private final Caller caller;
  private final ObjectType<T> type;

  ObjectChanges(Caller caller, ObjectType<T> type) {
    this.caller = caller;
    this.type = type;
  }

  <S extends Enum<S> & WireName> Commits.Change<Versioned<T>> moving(
      Versioned<T> stored,
      TransitionTable<S> table,
      S to,
      @Nullable String reason,
      UnaryOperator<T> edit,
      Function<T, List<Change>> also) {
    T before = stored.value();
    List<Change> override = Locks.check(caller, before, type.contextOf(before));
    S from =
        table.status(Objects.requireNonNull(Wire.json(before).get("status"), "status").asString());
    table.check(type.name(before.id()), from, to);
    JsonObject next = Wire.json(edit.apply(before)).with("status", new JsonString(to.wire()));
    T after = stamped(before, next);
    ContextId contextId = Adoption.contextOf(caller, type, before);
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(type.put(after, stored.version(), contextId))
            .addAll(also.apply(after))
            .addAll(override)
            .add(new Change.AppendLog(Records.moved(before, after, contextId, from, to, reason)))
            .build();
    return new Commits.Change<>(set, new Versioned<>(after, stored.version() + 1));
  }

  Commits.Change<Versioned<T>> editing(
      Versioned<T> stored,
      UnaryOperator<T> edit,
      BiFunction<T, T, LogEntry> record,
      List<Change> also) {
    T before = stored.value();
    List<Change> override = Locks.check(caller, before, type.contextOf(before));
    T edited = edit.apply(before);
    if (edited.equals(before)) {
      return new Commits.Change<>(null, stored);
    }
    T after = stamped(before, Wire.json(edited));
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(type.put(after, stored.version(), Adoption.contextOf(caller, type, before)))
            .addAll(override)
            .addAll(also)
            .add(new Change.AppendLog(record.apply(before, after)))
            .build();
    return new Commits.Change<>(set, new Versioned<>(after, stored.version() + 1));
  }

  private T stamped(T before, JsonObject next) {
    return Stamps.updated(type.type(), before, next, caller.now(), caller.subject());
  }

  Commits.Change<T> purging(
      Versioned<T> stored, Predicate<T> isOver, String rule, Function<T, List<Change>> also) {
    T object = stored.value();
    List<Change> override = Locks.check(caller, object, type.contextOf(object));
    if (!isOver.test(object)) {
      throw new ConflictException(
          "NOT_OVER", type.name(object.id()) + " cannot be purged: it must be " + rule);
    }
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(
                new Change.DeleteDocument(
                    type.module().wire(), object.id().value(), stored.version()))
            .addAll(also.apply(object))
            .addAll(override)
            .add(
                new Change.AppendLog(
                    Records.purged(object, Adoption.contextOf(caller, type, object))))
            .build();
    return new Commits.Change<>(set, object);
  }
}
