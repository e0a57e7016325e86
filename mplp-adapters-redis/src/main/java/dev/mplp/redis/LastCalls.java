package dev.mplp.redis;

/**
 * How the last 50 calls went. Too many have failed when three in a row did, or five and a fifth of
 * them. Thread-safe.
 */
final class LastCalls {

  private static final int WINDOW = 50;
  private static final long FIRST = 1L << (WINDOW - 1);
  private static final int ENOUGH = 3;
  private static final int LEAST = 5;
  private static final int SHARE = 5;

  private long failed;
  private int count;
  private int inARow;

  synchronized void answered() {
    inARow = 0;
    add(0);
  }

  /** One more has failed: true when that is one too many. */
  synchronized boolean failed() {
    inARow++;
    add(1);
    int failures = Long.bitCount(failed);
    return inARow >= ENOUGH || (failures >= LEAST && failures * SHARE >= count);
  }

  private void add(long bit) {
    failed = (failed & ~FIRST) << 1 | bit;
    count = Math.min(count + 1, WINDOW);
  }

  synchronized void clear() {
    failed = 0;
    count = 0;
    inARow = 0;
  }
}
