package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RemoteSetup;
import dev.mplp.tck.StorageFixture;

/** Remote steps with everything in memory. */
final class InMemoryRemoteSetup implements RemoteSetup {

  @Override
  public StorageFixture newFixture() {
    return new RunningMemory();
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
