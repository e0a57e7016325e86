package dev.mplp.runtime.crypto;

import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** An encrypted storage keeps every promise of one that is not. */
class EncryptedStorageTest extends StorageContract {

  @Override
  protected StorageFixture newFixture() {
    return new Encrypted();
  }

  private static final class Encrypted implements StorageFixture {

    private final AtomicReference<Instant> now =
        new AtomicReference<>(Instant.parse("2026-03-01T12:00:00.123456789Z"));
    private final Storage storage =
        new EncryptedStorage(
            InMemoryStorage.builder().clock(now::get).build(),
            AesGcm.of(AesGcmTest.KEY_ONE, false));

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
