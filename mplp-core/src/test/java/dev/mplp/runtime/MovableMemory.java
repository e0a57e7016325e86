package dev.mplp.runtime;

import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A storage in memory whose clock runs and can be moved on as well. */
final class MovableMemory implements StorageFixture {

  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);
  private final Storage storage =
      InMemoryStorage.builder().clock(() -> Instant.now().plus(shift.get())).build();

  @Override
  public Storage open() {
    return storage;
  }

  @Override
  public void advance(Duration by) {
    shift.updateAndGet(before -> before.plus(by));
  }

  @Override
  public void close() {
    storage.close();
  }
}
