package dev.mplp.postgres;

import java.util.Arrays;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What was measured of many appends: what one of the first cost, and one of the last. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class AppendMedians {

  static final int COUNT = 100_000;
  static final int WINDOW = 1_000;

  /** Median of the first 1,000, in nanoseconds each. */
  public long firstNanos;

  /** Median of the last 1,000. */
  public long lastNanos;

  interface Append {
    void run(int number);
  }

  /** Appends one after another, after a thousand others elsewhere that do not count. */
  void measure(Append elsewhere, Append append) {
    for (int i = 0; i < WINDOW; i++) {
      elsewhere.run(i);
    }
    long[] nanos = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      long begin = System.nanoTime();
      append.run(i);
      nanos[i] = System.nanoTime() - begin;
    }
    of(nanos, 1);
  }

  /**
   * Measures have been taken.
   *
   * @param nanos of each piece, in order
   * @param size how many appends a piece is
   */
  void of(long[] nanos, int size) {
    if (nanos.length * size < COUNT - 1) {
      throw new IllegalStateException(nanos.length * size + " appends");
    }
    int pieces = WINDOW / size;
    firstNanos = median(nanos, 0, pieces) / size;
    lastNanos = median(nanos, nanos.length - pieces, nanos.length) / size;
  }

  private static long median(long[] nanos, int from, int to) {
    long[] some = Arrays.copyOfRange(nanos, from, to);
    Arrays.sort(some);
    return some[some.length / 2];
  }
}
