package dev.mplp.runtime.memory;

import java.util.Arrays;

/** A set of small numbers that finds its lowest in a few machine words, however large it is. */
final class IndexSet {

  private long[] words;

  /** One bit for each word that is not 0. */
  private long[] summary;

  IndexSet(int bound) {
    words = new long[(bound + 63) >>> 6];
    summary = new long[(words.length + 63) >>> 6];
  }

  /** Makes room for numbers below {@code bound}. */
  void reach(int bound) {
    int needed = (bound + 63) >>> 6;
    if (needed > words.length) {
      words = Arrays.copyOf(words, needed + needed / 2);
      summary = Arrays.copyOf(summary, (words.length + 63) >>> 6);
    }
  }

  void add(int index) {
    int word = index >>> 6;
    words[word] |= 1L << index;
    summary[word >>> 6] |= 1L << word;
  }

  void remove(int index) {
    int word = index >>> 6;
    words[word] &= ~(1L << index);
    if (words[word] == 0) {
      summary[word >>> 6] &= ~(1L << word);
    }
  }

  /** The lowest number of the set, -1 when it is empty. */
  int lowest() {
    for (int i = 0; i < summary.length; i++) {
      if (summary[i] != 0) {
        int word = (i << 6) + Long.numberOfTrailingZeros(summary[i]);
        return (word << 6) + Long.numberOfTrailingZeros(words[word]);
      }
    }
    return -1;
  }
}
