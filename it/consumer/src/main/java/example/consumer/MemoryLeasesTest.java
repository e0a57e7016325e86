package example.consumer;

import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.LeasesContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A contract of storages, as the author of an adapter runs it. */
class MemoryLeasesTest extends LeasesContract {

  @Override
  protected StorageFixture newFixture() {
    return new MemoryFixture();
  }

  /** A store whose clock the contract moves. */
  private static final class MemoryFixture implements StorageFixture {

    private final AtomicReference<Instant> now =
        new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final Storage storage = InMemoryStorage.builder().clock(now::get).build();

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
}
