package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.memory.InMemoryStepQueues;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RemoteAnswersContract;
import dev.mplp.tck.StepTransportFixture;
import dev.mplp.tck.StorageFixture;

class InMemoryRemoteAnswersTest extends RemoteAnswersContract {

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
