package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.CompensationContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;

class InMemoryCompensationTest extends CompensationContract {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).lease(Duration.ofSeconds(1)).build();
  }
}
