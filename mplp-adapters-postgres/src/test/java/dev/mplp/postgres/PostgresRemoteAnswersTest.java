package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.RemoteSteps;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RemoteAnswersContract;
import dev.mplp.tck.StepTransportFixture;
import dev.mplp.tck.StorageFixture;

class PostgresRemoteAnswersTest extends RemoteAnswersContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected StepTransportFixture newQueues() {
    return new InMemoryStepQueues();
  }

  @Override
  protected Mplp runtime(Storage storage, StepTransport transport, RuntimeListener tell) {
    return MplpRuntime.builder()
        .storage(storage)
        .steps(RemoteSteps.over(transport))
        .listener(tell)
        .build();
  }
}
