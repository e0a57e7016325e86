package dev.mplp.runtime.object;

import dev.mplp.spi.Authorizer.Act;

/** Keeps what was denied. */
public interface Denials {

  /**
   * An act was denied.
   *
   * @param reason why, for people
   */
  void add(Act act, String reason);
}
