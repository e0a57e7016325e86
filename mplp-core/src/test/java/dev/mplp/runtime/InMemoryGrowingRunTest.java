package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.GrowingRunContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;

class InMemoryGrowingRunTest extends GrowingRunContract {

  @Override
  protected StorageFixture newFixture() {
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

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).lease(Duration.ofSeconds(1)).build();
  }
}
