package dev.mplp.runtime;

import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;

/** Storages in memory for the kits whose clock runs by itself. */
final class InMemoryFixtures {

  private InMemoryFixtures() {}

  static StorageFixture running() {
    Storage storage = InMemoryStorage.create();
    return new StorageFixture() {
      @Override
      public Storage open() {
        return storage;
      }

      @Override
      public void advance(Duration by) {
        throw new UnsupportedOperationException("its clock runs by itself");
      }

      @Override
      public void close() {
        storage.close();
      }
    };
  }
}
