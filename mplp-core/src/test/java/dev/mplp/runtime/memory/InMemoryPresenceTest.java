package dev.mplp.runtime.memory;

import dev.mplp.spi.Presence;
import dev.mplp.tck.PresenceContract;

/** In memory. */
class InMemoryPresenceTest extends PresenceContract {

  private final Presence presence = InMemoryPresence.create();

  @Override
  protected Presence presence() {
    return presence;
  }
}
