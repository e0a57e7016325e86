package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.sharing.CallGate;
import dev.mplp.runtime.sharing.Shared;
import dev.mplp.runtime.sharing.SharedLimiter;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.SharedMemory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime shares with the others over the same storage beside it: a memory that is quick and
 * forgets, such as Redis. Without it every replica goes by what it knows itself, and by the
 * storage.
 */
public final class Sharing {

  private final Supplier<SharedMemory> memory;
  private final boolean owned;

  private Sharing(Supplier<SharedMemory> memory, boolean owned) {
    this.memory = memory;
    this.owned = owned;
  }

  /** Over this memory, which stays open when the runtime is closed. */
  public static Sharing over(SharedMemory memory) {
    requireNonNull(memory, "memory");
    return new Sharing(() -> memory, false);
  }

  /**
   * As an environment says: {@code REDIS_URL} chooses the memory by its scheme among the adapters
   * on the class or module path. Empty without it. It is opened and closed with the runtime.
   *
   * @throws IllegalArgumentException when no adapter knows the URL's scheme, or more than one does
   */
  public static Optional<Sharing> fromEnvironment(Map<String, String> environment) {
    return MemoryOfEnvironment.of(environment).map(Sharing::owning);
  }

  /** Over a memory that is closed with the runtime. */
  static Sharing owning(Supplier<SharedMemory> memory) {
    return new Sharing(memory, true);
  }

  /**
   * Opens what a runtime shares.
   *
   * @param sharing null to share nothing
   * @param limits null for none
   * @param cipher encrypts what replicas say to each other; null for none
   * @param name of the runtime
   * @param listener hears of calls that are counted; null for nobody
   */
  static Shared open(
      @Nullable Sharing sharing,
      @Nullable CallLimits limits,
      @Nullable PayloadCipher cipher,
      String name,
      @Nullable RuntimeListener listener) {
    SharedMemory memory = sharing == null ? null : sharing.memory.get();
    CallGate gate = null;
    if (limits != null) {
      SharedLimiter limiter = new SharedLimiter(memory == null ? null : memory.limiter());
      RuntimeListener to = listener == null ? new RuntimeListener() {} : listener;
      gate = new CallGate(limiter, limits::of, limits::of, to);
    }
    return new Shared(memory, sharing != null && sharing.owned, gate, cipher, name);
  }
}
