package dev.mplp.runtime.memory;

import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** One storage, whose clock stands still unless it is moved. */
final class InMemoryFixture implements StorageFixture {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00.123456789Z"));
  private final InMemoryStorage storage = InMemoryStorage.builder().clock(now::get).build();

  @Override
  public Storage open() {
    return storage;
  }

  @Override
  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  @Override
  public void close() {
    storage.close();
  }
}
