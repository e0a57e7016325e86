package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.CompensatedRunContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;

class InMemoryCompensatedRunTest extends CompensatedRunContract {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).lease(Duration.ofSeconds(1)).build();
  }
}
