package dev.mplp.runtime;

import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryProvider;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The shared memory that an environment names, opened once for all of its uses. */
final class MemoryOfEnvironment implements Supplier<SharedMemory> {

  private static final String URL = "REDIS_URL";

  private final Supplier<SharedMemory> opening;
  private @Nullable SharedMemory opened;

  private MemoryOfEnvironment(Supplier<SharedMemory> opening) {
    this.opening = opening;
  }

  /**
   * By {@code REDIS_URL}; empty without it.
   *
   * @throws IllegalArgumentException when no adapter knows the URL's scheme, or more than one does,
   *     or the URL is wrong
   */
  static Optional<Supplier<SharedMemory>> of(Map<String, String> environment) {
    String url = environment.getOrDefault(URL, "");
    if (url.isBlank()) {
      return Optional.empty();
    }
    SharedMemoryProvider provider =
        Adapters.knowing(
            url,
            ServiceLoader.load(SharedMemoryProvider.class),
            one -> one.supports(url),
            "shared memory",
            URL + " begins with redis: or rediss:, and mplp-adapters-redis is to be there");
    provider.check(url, environment);
    return Optional.of(new MemoryOfEnvironment(() -> provider.open(url, environment)));
  }

  @Override
  public synchronized SharedMemory get() {
    SharedMemory memory = opened;
    if (memory == null) {
      memory = opening.get();
      opened = memory;
    }
    return memory;
  }
}
