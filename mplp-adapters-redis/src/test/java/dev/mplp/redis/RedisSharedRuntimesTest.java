package dev.mplp.redis;

import dev.mplp.Mplp;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.runtime.CallLimits;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.Sharing;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.RateLimiter.Rate;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.Storage;
import dev.mplp.tck.SharedRuntimesContract;
import java.util.UUID;

/** Runtimes that share Redis. */
class RedisSharedRuntimesTest extends SharedRuntimesContract {

  private static final String KEY = "k1:" + "A".repeat(43) + "=";

  private String prefix;

  private SharedMemory handle() {
    return RedisMemory.builder(RedisServer.shared().url() + "?timeout=5000").prefix(prefix).open();
  }

  @Override
  protected Storage newStorage() {
    return InMemoryStorage.create();
  }

  @Override
  protected SharedMemory newMemory() {
    prefix = "test:" + UUID.randomUUID() + ":";
    return handle();
  }

  @Override
  protected SharedMemory again(SharedMemory memory) {
    return handle();
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
