package dev.mplp.runtime.memory;

import dev.mplp.spi.Change;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The items of documents by sequence. Under the lock. */
final class Items {

  private final Map<DocumentKey, TreeMap<Long, Item>> items = new HashMap<>();

  List<Item> page(DocumentKey owner, long after, int limit) {
    List<Item> page = new ArrayList<>();
    for (Item item : of(owner).tailMap(after, false).values()) {
      if (page.size() == limit) {
        break;
      }
      page.add(item);
    }
    return page;
  }

  boolean anyTaken(DocumentKey owner, Change.AppendItems append) {
    Long taken = of(owner).ceilingKey(append.first());
    return taken != null && taken < append.first() + append.bodies().size();
  }

  /** The version of an item, 0 when there is none. */
  long version(DocumentKey owner, long sequence) {
    Item item = of(owner).get(sequence);
    return item == null ? 0 : item.version();
  }

  void append(DocumentKey owner, Change.AppendItems append) {
    NavigableMap<Long, Item> owned = items.computeIfAbsent(owner, o -> new TreeMap<>());
    long sequence = append.first();
    for (byte[] body : append.bodies()) {
      owned.put(sequence, new Item(sequence, 1, body));
      sequence++;
    }
  }

  void put(DocumentKey owner, Change.PutItem put) {
    items
        .computeIfAbsent(owner, o -> new TreeMap<>())
        .put(put.sequence(), new Item(put.sequence(), put.expectedVersion() + 1, put.body()));
  }

  void delete(DocumentKey owner) {
    items.remove(owner);
  }

  private NavigableMap<Long, Item> of(DocumentKey owner) {
    TreeMap<Long, Item> owned = items.get(owner);
    return owned == null ? new TreeMap<>() : owned;
  }
}
