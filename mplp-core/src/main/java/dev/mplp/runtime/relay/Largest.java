package dev.mplp.runtime.relay;

/**
 * The largest body among the records that may have to be read again: those after the position up to
 * which nothing is missing. Kept by stretches of the log, so it may be one of a little before. For
 * one thread.
 */
final class Largest {

  private int before = 1;
  private int since = 1;
  private long from;

  /** Nothing was read after a position. */
  Largest(long position) {
    from = position;
  }

  /** A body was read. */
  void add(int size) {
    since = Math.max(since, size);
  }

  /** Everything was read up to a position, and up to another one nothing is missing. */
  void readTo(long position, long done) {
    if (done >= from) {
      before = since;
      since = 1;
      from = position;
    }
  }

  int size() {
    return Math.max(before, since);
  }
}
