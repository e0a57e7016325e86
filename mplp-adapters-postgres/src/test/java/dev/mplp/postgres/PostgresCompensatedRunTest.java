package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import dev.mplp.tck.CompensatedRunContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;

class PostgresCompensatedRunTest extends CompensatedRunContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).lease(Duration.ofSeconds(1)).build();
  }
}
