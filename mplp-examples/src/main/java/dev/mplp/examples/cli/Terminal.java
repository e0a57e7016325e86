package dev.mplp.examples.cli;

import org.jspecify.annotations.Nullable;

/** The person before the screen. */
public interface Terminal {

  /** Whether what goes to the error stream is seen on a screen. */
  boolean showsErrors();

  /** Whether somebody can be asked. */
  boolean canAnswer();

  /** Waits for a line; null when the input is at its end. */
  @Nullable String readLine();
}
