package dev.mplp.runtime.memory;

import dev.mplp.tck.StorageContract;
import dev.mplp.tck.StorageFixture;

class InMemoryStorageTest extends StorageContract {

  @Override
  protected StorageFixture newFixture() {
    return new InMemoryFixture();
  }
}
