package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.Session;
import java.util.function.Supplier;

/**
 * A session with its view.
 *
 * @param seen what was seen through the view by now, as a token
 */
record CallerSession(Mplp mplp, Supplier<String> seen) implements Session {

  @Override
  public String token() {
    return seen.get();
  }
}
