package dev.mplp.runtime.budget;

/** Sums of counts, none of them negative, that stay at the largest number there is. */
final class Sums {

  private Sums() {}

  static long add(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
