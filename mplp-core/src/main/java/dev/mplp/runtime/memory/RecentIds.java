package dev.mplp.runtime.memory;

import java.util.UUID;

/**
 * Remembers at least the last {@code generation} ids that were added, at most twice as many.
 *
 * <p>Two hash tables without objects: the young one takes what is added; when it is full it becomes
 * the old one, and what the old one held is forgotten.
 */
final class RecentIds {

  private static final int SMALLEST = 256;

  private final int generation;
  private Table young = new Table(SMALLEST);
  private Table old = new Table(1);

  RecentIds(int generation) {
    this.generation = generation;
  }

  boolean contains(UUID id) {
    return young.contains(id) || old.contains(id);
  }

  void add(UUID id) {
    if (young.size == generation) {
      old = young;
      young = new Table(SMALLEST);
    } else if (young.size == young.capacity) {
      young = young.grown();
    }
    young.add(id.getMostSignificantBits(), low(id));
  }

  /** 0 marks a free slot, so that it is no id. */
  private static long low(UUID id) {
    long low = id.getLeastSignificantBits();
    return low == 0 ? 1 : low;
  }

  /** Open addressing, at most half full; two words a slot. */
  private static final class Table {

    final int capacity;
    private final long[] words;
    private int size;

    Table(int capacity) {
      this.capacity = capacity;
      words = new long[Integer.highestOneBit(Math.max(capacity, 2) - 1) * 8];
    }

    boolean contains(UUID id) {
      return words[slot(id.getMostSignificantBits(), low(id)) + 1] != 0;
    }

    void add(long high, long low) {
      int slot = slot(high, low);
      words[slot] = high;
      words[slot + 1] = low;
      size++;
    }

    Table grown() {
      Table grown = new Table(capacity * 2);
      for (int slot = 0; slot < words.length; slot += 2) {
        if (words[slot + 1] != 0) {
          grown.add(words[slot], words[slot + 1]);
        }
      }
      return grown;
    }

    /** Where the id is, or the free slot where it would be. */
    private int slot(long high, long low) {
      long hash = (high ^ low) * 0x9E3779B97F4A7C15L;
      int mask = words.length / 2 - 1;
      int slot = (int) (hash >>> 32) & mask;
      while (words[slot * 2 + 1] != 0 && (words[slot * 2] != high || words[slot * 2 + 1] != low)) {
        slot = (slot + 1) & mask;
      }
      return slot * 2;
    }
  }
}
