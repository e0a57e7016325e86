package dev.mplp.context;

import dev.mplp.model.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one state differs from another; by name, ascending.
 *
 * @param added what only the later one has
 * @param changed what has another value
 * @param removed what only the former one had
 */
public record StateDiff(
    Map<String, JsonValue> added, Map<String, Change> changed, Map<String, JsonValue> removed) {

  /** Copies the maps. */
  public StateDiff {
    added = Collections.unmodifiableMap(new TreeMap<>(added));
    changed = Collections.unmodifiableMap(new TreeMap<>(changed));
    removed = Collections.unmodifiableMap(new TreeMap<>(removed));
  }

  /** True when both have the same entries. */
  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }

  /** A value before and after. */
  public record Change(JsonValue before, JsonValue after) {}
}
