package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.PlanTransitionsContract;
import dev.mplp.tck.StorageFixture;

class InMemoryPlanTransitionsTest extends PlanTransitionsContract {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }
}
