package dev.mplp.runtime.relay;

import java.util.TreeMap;

/** The records of which the broker does not have every message, by position. For one thread. */
final class Missing {

  /** How many messages of each. */
  private final TreeMap<Long, Integer> records = new TreeMap<>();

  void add(long position, int messages) {
    records.put(position, messages);
  }

  /** One message of a record is not missing any more. */
  void done(long position) {
    records.computeIfPresent(position, (unused, many) -> many == 1 ? null : many - 1);
  }

  /** Nothing of a record is waited for here. */
  void remove(long position) {
    records.remove(position);
  }

  /** The last position before the first of them; {@code otherwise} when there is none. */
  long before(long otherwise) {
    return records.isEmpty() ? otherwise : records.firstKey() - 1;
  }
}
