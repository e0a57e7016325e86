package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.memory.InMemoryShared;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.RateLimiter.Rate;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.Storage;
import dev.mplp.tck.SharedRuntimesContract;

/** Runtimes that share the memory of their process. */
class InMemorySharedRuntimesTest extends SharedRuntimesContract {

  private static final String KEY = "k1:" + "A".repeat(43) + "=";

  @Override
  protected Storage newStorage() {
    return InMemoryStorage.create();
  }

  @Override
  protected SharedMemory newMemory() {
    return InMemoryShared.create();
  }

  @Override
  protected SharedMemory again(SharedMemory memory) {
    return memory;
  }

  @Override
  protected Mplp newRuntime(
      Storage over, SharedMemory sharing, String name, Rate perSubject, boolean encrypted) {
    MplpRuntime.Builder builder =
        MplpRuntime.builder().storage(over).sharing(Sharing.over(sharing)).name(name);
    if (perSubject != null) {
      builder.callLimits(CallLimits.none().perSubject(perSubject));
    }
    if (encrypted) {
      builder.encryption(AesGcm.of(KEY, false));
    }
    return builder.build();
  }
}
