package dev.mplp.postgres;

import dev.mplp.tck.RemoteLoadContract;
import dev.mplp.tck.RemoteSetup;

class PostgresRemoteLoadTest extends RemoteLoadContract {

  @Override
  protected RemoteSetup setup() {
    return new PostgresRemoteSetup();
  }
}
