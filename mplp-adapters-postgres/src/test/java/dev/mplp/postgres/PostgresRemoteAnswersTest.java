package dev.mplp.postgres;

import dev.mplp.tck.RemoteAnswersContract;
import dev.mplp.tck.RemoteSetup;

class PostgresRemoteAnswersTest extends RemoteAnswersContract {

  @Override
  protected RemoteSetup setup() {
    return new PostgresRemoteSetup();
  }
}
