package dev.mplp.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What text can be stored. */
public final class Texts {

  private Texts() {}

  /**
   * True when a storage can hold it, as the limits of documents have it: without NUL and lone
   * surrogates. Nothing is found by any other text, and no storage is asked for it.
   */
  public static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }
}
