package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.model.Principal;
import dev.mplp.spi.Storage;
import dev.mplp.tck.PlansContract;
import dev.mplp.tck.StorageFixture;

class InMemoryPlansTest extends PlansContract {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage, Principal principal) {
    return MplpRuntime.builder().storage(storage).principal(principal).build();
  }
}
