package dev.mplp.runtime.memory;

import dev.mplp.tck.InMemoryStepQueues;
import dev.mplp.tck.StepTransportContract;
import dev.mplp.tck.StepTransportFixture;

class InMemoryStepTransportTest extends StepTransportContract {

  @Override
  protected StepTransportFixture newFixture() {
    return new InMemoryStepQueues();
  }
}
