package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.model.ProtocolObject;

/** The one place that says whether the governance of an object lets it be changed. */
public final class Locks {

  private Locks() {}

  /**
   * Refuses to change what is locked.
   *
   * @throws ConflictException code {@code LOCKED}
   */
  public static void check(ProtocolObject stored) {
    if (stored.isLocked()) {
      throw new ConflictException(
          "LOCKED",
          stored.module().wire()
              + ' '
              + stored.id()
              + " is locked by its governance and cannot be changed");
    }
  }
}
