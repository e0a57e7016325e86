package dev.mplp.postgres;

import dev.mplp.tck.RemoteSetup;
import dev.mplp.tck.RemoteStepsContract;

class PostgresRemoteStepsTest extends RemoteStepsContract {

  @Override
  protected RemoteSetup setup() {
    return new PostgresRemoteSetup();
  }
}
