package dev.mplp.runtime;

import dev.mplp.tck.RemoteSetup;
import dev.mplp.tck.RemoteTroubleContract;

class InMemoryRemoteTroubleTest extends RemoteTroubleContract {

  @Override
  protected RemoteSetup setup() {
    return new InMemoryRemoteSetup();
  }
}
