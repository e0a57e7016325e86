package dev.mplp.postgres;

import dev.mplp.tck.RemoteControlContract;
import dev.mplp.tck.RemoteSetup;

class PostgresRemoteControlTest extends RemoteControlContract {

  @Override
  protected RemoteSetup setup() {
    return new PostgresRemoteSetup();
  }
}
