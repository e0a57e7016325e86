package dev.mplp.runtime;

import dev.mplp.tck.RemoteControlContract;
import dev.mplp.tck.RemoteSetup;

class InMemoryRemoteControlTest extends RemoteControlContract {

  @Override
  protected RemoteSetup setup() {
    return new InMemoryRemoteSetup();
  }
}
