package dev.mplp.runtime;

import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;

/** A storage in memory whose clock runs by itself. */
final class RunningMemory implements StorageFixture {

  private final Storage storage = InMemoryStorage.create();

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
}
