package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.RemoteSteps;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RemoteSetup;
import dev.mplp.tck.StorageFixture;

/** Remote steps over a store on PostgreSQL. */
final class PostgresRemoteSetup implements RemoteSetup {

  @Override
  public StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  public Mplp runtime(Storage storage, StepTransport transport, RuntimeListener tell) {
    return MplpRuntime.builder()
        .storage(storage)
        .steps(RemoteSteps.over(transport))
        .listener(tell)
        .build();
  }
}
