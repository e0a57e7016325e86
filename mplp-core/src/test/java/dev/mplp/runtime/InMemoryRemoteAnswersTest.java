package dev.mplp.runtime;

import dev.mplp.tck.RemoteAnswersContract;
import dev.mplp.tck.RemoteSetup;

class InMemoryRemoteAnswersTest extends RemoteAnswersContract {

  @Override
  protected RemoteSetup setup() {
    return new InMemoryRemoteSetup();
  }
}
