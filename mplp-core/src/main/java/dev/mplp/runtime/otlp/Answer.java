package dev.mplp.runtime.otlp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a request to a collector. */
sealed interface Answer {

  /**
   * It has it.
   *
   * @param rejected how many spans it left out
   * @param warning what it says of them, null for nothing
   */
  record Taken(long rejected, @Nullable String warning) implements Answer {}

  /** It will never take it. */
  record Refused(String why) implements Answer {}

  /**
   * It may take it later.
   *
   * @param after when it is to be asked, null when it did not say
   */
  record Later(String why, @Nullable Duration after) implements Answer {}

  /** It did not answer. */
  record Unreachable(String why) implements Answer {}
}
