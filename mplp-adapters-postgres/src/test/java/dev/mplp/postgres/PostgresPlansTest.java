package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import dev.mplp.tck.PlansContract;
import dev.mplp.tck.StorageFixture;

class PostgresPlansTest extends PlansContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage, Principal principal) {
    return MplpRuntime.builder().storage(storage).principal(principal).build();
  }
}
