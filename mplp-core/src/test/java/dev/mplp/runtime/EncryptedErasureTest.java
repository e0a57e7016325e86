package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.crypto.EncryptedStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ErasureContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;
import java.util.Base64;

class EncryptedErasureTest extends ErasureContract {

  private static final AesGcm CIPHER =
      AesGcm.of("one:" + Base64.getEncoder().encodeToString(new byte[32]), false);

  @Override
  protected StorageFixture newFixture() {
    RunningMemory memory = new RunningMemory();
    return new StorageFixture() {

      @Override
      public Storage open() {
        return new EncryptedStorage(memory.open(), CIPHER);
      }

      @Override
      public void advance(Duration by) {
        memory.advance(by);
      }

      @Override
      public void close() {
        memory.close();
      }
    };
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }
}
