package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ApprovalStoriesContract;
import dev.mplp.tck.StorageFixture;

class InMemoryApprovalStoriesTest extends ApprovalStoriesContract {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }
}
