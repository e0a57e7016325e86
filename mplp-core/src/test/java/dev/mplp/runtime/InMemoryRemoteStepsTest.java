package dev.mplp.runtime;

import dev.mplp.tck.RemoteSetup;
import dev.mplp.tck.RemoteStepsContract;

class InMemoryRemoteStepsTest extends RemoteStepsContract {

  @Override
  protected RemoteSetup setup() {
    return new InMemoryRemoteSetup();
  }
}
