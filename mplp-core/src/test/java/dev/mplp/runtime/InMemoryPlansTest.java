package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.model.Principal;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.PlansContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;

class InMemoryPlansTest extends PlansContract {

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
  protected Mplp runtime(Storage storage, Principal principal) {
    return MplpRuntime.builder().storage(storage).principal(principal).build();
  }
}
