package dev.mplp.postgres;

import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageProvider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@link PostgresStorage} by URL, as {@link PostgresStorage#connect} does. The environment
 * may add {@value #USER} and {@value #PASSWORD}, as they are and not encoded, which win over those
 * in the URL; {@value #SCHEMA}; and {@value #POOL_SIZE}.
 */
public final class PostgresStorageProvider implements StorageProvider {

  /** The user. */
  public static final String USER = "DATABASE_USER";

  /** The password. */
  public static final String PASSWORD = "DATABASE_PASSWORD";

  /** The schema, {@value PostgresStorage#DEFAULT_SCHEMA} unless set. */
  public static final String SCHEMA = "DATABASE_SCHEMA";

  /** How many connections are pooled at most. */
  public static final String POOL_SIZE = "DATABASE_POOL_SIZE";

  /** For {@link java.util.ServiceLoader}. */
  public PostgresStorageProvider() {}

  @Override
  public boolean supports(String url) {
    return DatabaseUrl.isSupported(url);
  }

  @Override
  public Storage open(String url, Map<String, String> environment) {
    PostgresStorage.Builder builder = PostgresStorage.builder(url);
    String user = value(environment, USER);
    if (user != null) {
      builder.user(user);
    }
    String password = value(environment, PASSWORD);
    if (password != null) {
      builder.password(password);
    }
    String schema = value(environment, SCHEMA);
    if (schema != null) {
      builder.schema(schema);
    }
    String poolSize = value(environment, POOL_SIZE);
    if (poolSize != null) {
      builder.maximumPoolSize(number(poolSize));
    }
    return builder.open();
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(POOL_SIZE + " is a number, not " + text, e);
    }
  }
}
