package dev.mplp.postgres;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How our own connections are pooled and set up. {@link PostgresStorageBuilder} tells why. */
final class PoolSettings {

  /** Settings that the statements of this package are made for, on any connection. */
  private static final Map<String, String> PLANNING = new LinkedHashMap<>();

  static {
    // Every statement goes by an index, row by row: neither a table that was empty when its
    // statistics were made, nor a join with a short list must be read as a whole a minute later.
    PLANNING.put("enable_seqscan", "off");
    PLANNING.put("enable_hashjoin", "off");
    PLANNING.put("enable_mergejoin", "off");
    // Only a plain scan of an index marks entries of dead rows, so that the next one passes over
    // them; where steps go from state to state most entries are dead.
    PLANNING.put("enable_bitmapscan", "off");
    PLANNING.put("jit", "off");
    PLANNING.put("plan_cache_mode", "force_generic_plan");
  }

  private PoolSettings() {}

  static HikariConfig pool(DatabaseUrl url, int maximumSize, boolean listens, Timeouts timeouts) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("mplp-postgres");
    config.setJdbcUrl(url.jdbcUrl());
    if (url.user() != null) {
      config.setUsername(url.user());
    }
    if (url.password() != null) {
      config.setPassword(url.password());
    }
    config.setMaximumPoolSize(maximumSize + (listens ? 1 : 0));
    config.setMinimumIdle(Math.min(2, maximumSize));
    config.setConnectionTimeout(10_000);
    config.setConnectionInitSql(
        set(false, PLANNING) + ", " + assignments(false, timeouts.settings()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    url.properties().forEach(config::addDataSourceProperty);
    return config;
  }

  /** Sets up the transaction on a connection that is not ours. */
  static void applyToTransaction(Connection connection) throws SQLException {
    new Query(set(true, PLANNING)).list(connection, row -> row);
  }

  /** The same, and what to {@link #restore} when the transaction goes on with other business. */
  static Map<String, String> replaceInTransaction(Connection connection) throws SQLException {
    Map<String, String> before = new LinkedHashMap<>();
    new Query("select name, setting from pg_settings where name = any(?)")
        .withTexts(PLANNING.keySet())
        .list(connection, row -> before.put(row.text(), row.text()));
    applyToTransaction(connection);
    return before;
  }

  static void restore(Connection connection, Map<String, String> settings) throws SQLException {
    new Query(
            "select set_config(n.name, n.setting, true) from unnest(?::text[], ?::text[]) n(name, setting)")
        .withTexts(settings.keySet())
        .withTexts(settings.values())
        .list(connection, row -> row);
  }

  private static String set(boolean local, Map<String, String> settings) {
    return "select " + assignments(local, settings);
  }

  private static String assignments(boolean local, Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(s -> "set_config('%s', '%s', %s)".formatted(s.getKey(), s.getValue(), local))
        .collect(Collectors.joining(", "));
  }
}
