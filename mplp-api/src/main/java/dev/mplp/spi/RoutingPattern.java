package dev.mplp.spi;

/** Patterns of routing keys as topic exchanges have them. */
final class RoutingPattern {

  private RoutingPattern() {}

  /** Whether a key matches: {@code *} is one word, {@code #} any number of them. */
  static boolean matches(String pattern, String key) {
    return matches(pattern.split("\\.", -1), 0, key.split("\\.", -1), 0);
  }

  private static boolean matches(String[] pattern, int p, String[] key, int k) {
    if (p == pattern.length) {
      return k == key.length;
    }
    if (pattern[p].equals("#")) {
      return matches(pattern, p + 1, key, k) || (k < key.length && matches(pattern, p, key, k + 1));
    }
    return k < key.length
        && (pattern[p].equals("*") || pattern[p].equals(key[k]))
        && matches(pattern, p + 1, key, k + 1);
  }
}
