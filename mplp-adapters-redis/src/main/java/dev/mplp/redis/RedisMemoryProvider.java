package dev.mplp.redis;

import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryProvider;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens {@link RedisMemory} by URL, as {@link RedisMemory#connect} does. The environment may add
 * {@value #USER} and {@value #PASSWORD}, as they are and not encoded, which win over those in the
 * URL, {@value #SENTINEL_PASSWORD} and {@value #PREFIX}.
 */
public final class RedisMemoryProvider implements SharedMemoryProvider {

  /** The user. */
  public static final String USER = "REDIS_USER";

  /** The password. */
  public static final String PASSWORD = "REDIS_PASSWORD";

  /** The password of the Sentinels. */
  public static final String SENTINEL_PASSWORD = "REDIS_SENTINEL_PASSWORD";

  /** What keys and channels begin with. */
  public static final String PREFIX = "REDIS_PREFIX";

  /** For {@link java.util.ServiceLoader}. */
  public RedisMemoryProvider() {}

  @Override
  public boolean supports(String url) {
    return RedisUrl.isSupported(url);
  }

  @Override
  public void check(String url, Map<String, String> environment) {
    builder(url, environment).check();
  }

  @Override
  public SharedMemory open(String url, Map<String, String> environment) {
    return builder(url, environment).open();
  }

  private static RedisMemory.Builder builder(String url, Map<String, String> environment) {
    RedisMemory.Builder builder = RedisMemory.builder(url);
    set(environment, USER, builder::user);
    set(environment, PASSWORD, builder::password);
    set(environment, SENTINEL_PASSWORD, builder::sentinelPassword);
    set(environment, PREFIX, builder::prefix);
    return builder;
  }

  /** An empty one is none. */
  private static void set(Map<String, String> environment, String name, Consumer<String> setting) {
    String value = environment.get(name);
    if (value != null && !value.isEmpty()) {
      setting.accept(value);
    }
  }
}
