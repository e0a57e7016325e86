package dev.mplp.runtime;

import dev.mplp.tck.RemoteLoadContract;
import dev.mplp.tck.RemoteSetup;

class InMemoryRemoteLoadTest extends RemoteLoadContract {

  @Override
  protected RemoteSetup setup() {
    return new InMemoryRemoteSetup();
  }
}
