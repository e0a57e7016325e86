package dev.mplp.examples.cli.serve;

import dev.mplp.examples.cli.Terminal;
import org.jspecify.annotations.Nullable;

/** No person before the screen. */
record Nobody() implements Terminal {

  @Override
  public boolean showsErrors() {
    return false;
  }

  @Override
  public boolean canAnswer() {
    return false;
  }

  @Override
  public @Nullable String readLine() {
    return null;
  }
}
