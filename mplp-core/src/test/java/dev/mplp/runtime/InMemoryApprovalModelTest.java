package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ApprovalModelContract;
import dev.mplp.tck.StorageFixture;

class InMemoryApprovalModelTest extends ApprovalModelContract {

  InMemoryApprovalModelTest() {
    super(14, 3_000);
  }

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }
}
