package dev.mplp.runtime.verify;

/**
 * One of several parts into which the objects of a Context are divided by their identifiers.
 *
 * @param number from 0 on
 * @param of how many parts there are
 * @param most how many bytes of records a part may hold; the last division that is made holds what
 *     it holds
 */
record Slice(int number, int of, long most) {

  private static final int FINEST = 4096;

  /** There is more in a part than is held at once. */
  static final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TooLarge(String message) {
      super(message, null, false, false);
    }
  }

  static Slice whole(long most) {
    return new Slice(0, 1, most);
  }

  boolean has(String id) {
    return of == 1 || Math.floorMod(id.hashCode(), of) == number;
  }

  boolean isFirst() {
    return number == 0;
  }

  /** The first of parts that are as many times smaller. */
  Slice finer() {
    return new Slice(0, of * 4, most);
  }

  Slice next() {
    return new Slice(number + 1, of, most);
  }

  boolean isLast() {
    return number + 1 == of;
  }

  void check(long bytes) {
    if (bytes > most && of < FINEST) {
      throw new TooLarge(bytes + " bytes in a part of " + of);
    }
  }
}
