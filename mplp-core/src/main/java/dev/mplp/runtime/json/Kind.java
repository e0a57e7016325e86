package dev.mplp.runtime.json;

import org.jspecify.annotations.Nullable;

/**
 * What a value may be: how it is read, with every rule on it, and how it is written.
 *
 * @param <V> its Java type
 */
interface Kind<V> {

  /**
   * Reads the value that begins at the current token and stays at its last token.
   *
   * @return null if a violation was noted
   */
  @Nullable V read(WireReader in);

  /** Writes a value that satisfies the rules. */
  void write(V value, WireWriter out);
}
