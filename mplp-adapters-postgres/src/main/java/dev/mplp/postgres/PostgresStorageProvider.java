package dev.mplp.postgres;

import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageProvider;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens {@link PostgresStorage} by URL, as {@link PostgresStorage#connect} does. The environment
 * may add {@value #USER} and {@value #PASSWORD}, as they are and not encoded, which win over those
 * in the URL; {@value #SCHEMA}; {@value #POOL_SIZE}; {@value #MIGRATE} and {@value #NOTIFICATIONS},
 * both {@code true} unless {@code false}; {@value #ROW_SECURITY}; and {@value #STATEMENT_TIMEOUT},
 * {@value #LOCK_TIMEOUT} and {@value #IDLE_TRANSACTION_TIMEOUT} in milliseconds.
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

  /** Whether opening migrates the schema, or only verifies it. */
  public static final String MIGRATE = "DATABASE_MIGRATE";

  /** Whether processes tell each other by LISTEN and NOTIFY. */
  public static final String NOTIFICATIONS = "DATABASE_NOTIFICATIONS";

  /** Whether the server keeps tenants apart, by row-level security; not unless {@code true}. */
  public static final String ROW_SECURITY = "DATABASE_ROW_SECURITY";

  /** How long a statement may take, in milliseconds. */
  public static final String STATEMENT_TIMEOUT = "DATABASE_STATEMENT_TIMEOUT";

  /** How long a statement may wait for a lock, in milliseconds. */
  public static final String LOCK_TIMEOUT = "DATABASE_LOCK_TIMEOUT";

  /** How long a forgotten transaction may last, in milliseconds. */
  public static final String IDLE_TRANSACTION_TIMEOUT = "DATABASE_IDLE_TRANSACTION_TIMEOUT";

  /** For {@link java.util.ServiceLoader}. */
  public PostgresStorageProvider() {}

  @Override
  public boolean supports(String url) {
    return DatabaseUrl.isSupported(url);
  }

  @Override
  public void check(String url, Map<String, String> environment) {
    PostgresStorageBuilder unused = builder(url, environment);
  }

  @Override
  public Storage open(String url, Map<String, String> environment) {
    return builder(url, environment).open();
  }

  private static PostgresStorageBuilder builder(String url, Map<String, String> environment) {
    PostgresStorageBuilder builder = PostgresStorage.builder(url);
    Settings settings = new Settings(environment);
    settings.with(USER, builder::user);
    settings.with(PASSWORD, builder::password);
    settings.with(SCHEMA, builder::schema);
    settings.with(POOL_SIZE, text -> builder.maximumPoolSize(number(POOL_SIZE, text)));
    settings.with(MIGRATE, text -> builder.migrate(flag(MIGRATE, text)));
    settings.with(NOTIFICATIONS, text -> builder.notifications(flag(NOTIFICATIONS, text)));
    settings.with(ROW_SECURITY, text -> builder.rowSecurity(flag(ROW_SECURITY, text)));
    settings.with(
        STATEMENT_TIMEOUT, text -> builder.statementTimeout(millis(STATEMENT_TIMEOUT, text)));
    settings.with(LOCK_TIMEOUT, text -> builder.lockTimeout(millis(LOCK_TIMEOUT, text)));
    settings.with(
        IDLE_TRANSACTION_TIMEOUT,
        text -> builder.idleTransactionTimeout(millis(IDLE_TRANSACTION_TIMEOUT, text)));
    return builder;
  }

  /** Variables that are set; an empty one is not. */
  private record Settings(Map<String, String> environment) {
    void with(String name, Consumer<String> use) {
      String value = environment.get(name);
      if (value != null && !value.isEmpty()) {
        use.accept(value);
      }
    }
  }

  private static Duration millis(String name, String text) {
    return Duration.ofMillis(number(name, text));
  }

  private static boolean flag(String name, String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name + " is true or false, not " + text);
    };
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is a number, not " + text, e);
    }
  }
}
