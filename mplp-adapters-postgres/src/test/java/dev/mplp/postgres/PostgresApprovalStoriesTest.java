package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ApprovalStoriesContract;
import dev.mplp.tck.StorageFixture;

class PostgresApprovalStoriesTest extends ApprovalStoriesContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }
}
