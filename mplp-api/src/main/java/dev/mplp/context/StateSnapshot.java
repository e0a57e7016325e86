package dev.mplp.context;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonValue;
import dev.mplp.model.Versioned;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shared state of a Context as it was.
 *
 * @param contextId whose
 * @param takenAt when the reading began
 * @param entries by name, ascending
 */
public record StateSnapshot(
    ContextId contextId, Instant takenAt, Map<String, Versioned<JsonValue>> entries) {

  /** Copies the entries. */
  public StateSnapshot {
    requireNonNull(contextId, "contextId");
    requireNonNull(takenAt, "takenAt");
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /** What has to be done to this state to come to {@code later}. */
  public StateDiff diff(StateSnapshot later) {
    Map<String, JsonValue> added = new TreeMap<>();
    Map<String, StateDiff.Change> changed = new TreeMap<>();
    Map<String, JsonValue> removed = new TreeMap<>();
    later
        .entries()
        .forEach(
            (name, entry) -> {
              Versioned<JsonValue> before = entries.get(name);
              if (before == null) {
                added.put(name, entry.value());
              } else if (!before.value().equals(entry.value())) {
                changed.put(name, new StateDiff.Change(before.value(), entry.value()));
              }
            });
    entries.forEach(
        (name, entry) -> {
          if (!later.entries().containsKey(name)) {
            removed.put(name, entry.value());
          }
        });
    return new StateDiff(added, changed, removed);
  }
}
