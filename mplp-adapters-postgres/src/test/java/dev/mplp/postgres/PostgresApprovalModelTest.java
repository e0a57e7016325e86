package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ApprovalModelContract;
import dev.mplp.tck.StorageFixture;

class PostgresApprovalModelTest extends ApprovalModelContract {

  PostgresApprovalModelTest() {
    super(8, 400);
  }

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }
}
