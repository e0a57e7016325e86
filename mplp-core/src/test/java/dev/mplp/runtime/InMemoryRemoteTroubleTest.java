package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.memory.InMemoryStepQueues;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RemoteTroubleContract;
import dev.mplp.tck.StepTransportFixture;
import dev.mplp.tck.StorageFixture;

class InMemoryRemoteTroubleTest extends RemoteTroubleContract {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
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
