package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.LogRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the records of a tenant, of its Contexts and of its runs are. Under the lock. */
final class LogIndex {

  final PositionIndex all = new PositionIndex();
  final Map<String, PositionIndex> contexts = new HashMap<>();
  final Map<UUID, PositionIndex> runs = new HashMap<>();

  void add(LogRecord written) {
    all.addLast(written.position());
    add(contexts, written.entry().contextId(), written.position());
    add(runs, written.entry().runId(), written.position());
  }

  private static <K> void add(Map<K, PositionIndex> indexes, @Nullable K key, long position) {
    if (key != null) {
      PositionIndex index = indexes.get(key);
      if (index == null) {
        index = new PositionIndex();
        indexes.put(key, index);
      }
      index.addLast(position);
    }
  }

  void drop(LogRecord dropped) {
    all.dropFirst();
    drop(contexts, dropped.entry().contextId());
    drop(runs, dropped.entry().runId());
  }

  private static <K> void drop(Map<K, PositionIndex> indexes, @Nullable K key) {
    if (key != null) {
      PositionIndex index = requireNonNull(indexes.get(key));
      index.dropFirst();
      if (index.size() == 0) {
        indexes.remove(key);
      }
    }
  }
}
