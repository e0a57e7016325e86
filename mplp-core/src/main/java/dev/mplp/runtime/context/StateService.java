package dev.mplp.runtime.context;

import dev.mplp.ConflictException;
import dev.mplp.TooLargeException;
import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.context.SharedState;
import dev.mplp.context.StateEntry;
import dev.mplp.context.StateKey;
import dev.mplp.context.StateSnapshot;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.StateRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Cursors;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shared state of a Context for a caller. */
final class StateService implements SharedState {

  private static final int TRIES = 200;

  private final Caller caller;
  private final ContextId contextId;
  private final ContextEntries entries;

  StateService(Caller caller, ContextId contextId) {
    this.caller = caller;
    this.contextId = contextId;
    this.entries = new ContextEntries(caller, Kinds.STATE, contextId);
  }

  @Override
  public <V> Optional<Versioned<V>> get(StateKey<V> key) {
    caller.may(ModuleName.CONTEXT, "read_state", contextId);
    return entries.find(key.name()).map(document -> read(key, document));
  }

  private <V> Versioned<V> read(StateKey<V> key, Document document) {
    JsonValue value = value(document);
    try {
      return new Versioned<>(key.read().apply(value), document.version());
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new ConflictException(
          "STATE_TYPE",
          key
              + " of context "
              + contextId
              + " holds a JSON "
              + value.type()
              + ", which the key cannot read: "
              + e.getMessage());
    }
  }

  private static JsonValue value(Document document) {
    return Objects.requireNonNull(Wire.object(document.body()).get("value"), "value");
  }

  @Override
  public <V> Versioned<V> put(StateKey<V> key, V value, long version) {
    caller.may(ModuleName.CONTEXT, "write_state", contextId);
    return write(key, value, version);
  }

  private <V> Versioned<V> write(StateKey<V> key, V value, long version) {
    JsonValue json = key.write().apply(value);
    checkSize(key, json);
    entries.put(
        key.name(),
        version,
        JsonObject.of("format", 1, "name", key.name(), "value", json),
        StateRecords.stateChanged(contextId, key.name(), version + 1, json));
    return new Versioned<>(value, version + 1);
  }

  private void checkSize(StateKey<?> key, JsonValue json) {
    int size = Wire.bytes(json).length;
    if (size > LARGEST) {
      throw new ValidationException(
          "state of context " + contextId,
          List.of(
              new Violation(
                  "",
                  Violation.Layer.LIMIT,
                  "size",
                  key
                      + " must not be larger than "
                      + LARGEST
                      + " bytes of JSON, but has "
                      + size)));
    }
  }

  @Override
  public <V> Versioned<V> update(StateKey<V> key, Function<Optional<V>, V> change) {
    caller.may(ModuleName.CONTEXT, "write_state", contextId);
    for (int i = 0; ; i++) {
      Optional<Versioned<V>> before = entries.find(key.name()).map(found -> read(key, found));
      V next = change.apply(before.map(Versioned::value));
      try {
        return write(key, next, before.map(Versioned::version).orElse(0L));
      } catch (ConflictException e) {
        if (!e.code().equals("VERSION_CONFLICT") || i == TRIES) {
          throw e;
        }
        Pause.jitter(i);
      }
    }
  }

  @Override
  public void remove(StateKey<?> key, long version) {
    caller.may(ModuleName.CONTEXT, "write_state", contextId);
    entries.remove(
        key.name(), version, StateRecords.stateChanged(contextId, key.name(), version, null));
  }

  @Override
  public StateSnapshot snapshot() {
    caller.may(ModuleName.CONTEXT, "read_state", contextId);
    Instant now = caller.now();
    Map<String, Versioned<JsonValue>> found = new TreeMap<>();
    long bytes = 0;
    for (EntryPages pages = pages(0); pages.next(); ) {
      for (Document document : pages.page()) {
        bytes += document.body().length;
        if (bytes > LARGEST_SNAPSHOT) {
          throw new TooLargeException(
              "the state of context "
                  + contextId
                  + " has more than "
                  + LARGEST_SNAPSHOT
                  + " bytes and is not told in one piece; list its entries, and read them one by"
                  + " one");
        }
        found.put(nameOf(document), new Versioned<>(value(document), document.version()));
      }
    }
    return new StateSnapshot(contextId, now, found);
  }

  @Override
  public Page<StateEntry> list(@Nullable Cursor after, int limit) {
    caller.may(ModuleName.CONTEXT, "read_state", contextId);
    Listing.checkLimit(limit);
    String list = caller.tenant() + ' ' + Kinds.STATE + ' ' + contextId;
    List<StateEntry> found = new ArrayList<>();
    long last = 0;
    for (EntryPages pages = pages(Cursors.place(list, after)); pages.next(); ) {
      for (Document document : pages.page()) {
        if (found.size() == limit) {
          return new Page<>(found, Cursors.of(list, last));
        }
        found.add(new StateEntry(nameOf(document), document.version()));
        last = document.order();
      }
    }
    return new Page<>(found, null);
  }

  private EntryPages pages(long after) {
    return new EntryPages(caller.storage(), caller.tenant(), entries.index(), after);
  }

  private String nameOf(Document document) {
    return document.key().id().substring(contextId.value().length() + 1);
  }
}
