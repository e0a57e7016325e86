package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ApprovalRolesContract;
import dev.mplp.tck.StorageFixture;

class PostgresApprovalRolesTest extends ApprovalRolesContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }
}
