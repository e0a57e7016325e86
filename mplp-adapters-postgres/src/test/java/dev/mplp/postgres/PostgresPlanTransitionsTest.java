package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import dev.mplp.tck.PlanTransitionsContract;
import dev.mplp.tck.StorageFixture;

class PostgresPlanTransitionsTest extends PlanTransitionsContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }
}
