package dev.mplp.runtime.memory;

/** Ascending positions of the log, added at one end and dropped at the other. */
final class PositionIndex {

  private long[] ring = new long[4];
  private int head;
  private int size;
  private long dropped;

  int size() {
    return size;
  }

  /** The last position that was dropped, 0 when none was. */
  long dropped() {
    return dropped;
  }

  long get(int i) {
    return ring[(head + i) & (ring.length - 1)];
  }

  void addLast(long position) {
    if (size == ring.length) {
      long[] larger = new long[size * 2];
      for (int i = 0; i < size; i++) {
        larger[i] = get(i);
      }
      ring = larger;
      head = 0;
    }
    ring[(head + size) & (ring.length - 1)] = position;
    size++;
  }

  void dropFirst() {
    dropped = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
  }

  /** How many positions are not greater than {@code position}. */
  int countUpTo(long position) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (get(middle) <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
