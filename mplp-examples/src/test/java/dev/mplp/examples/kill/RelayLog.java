package dev.mplp.examples.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.postgres.PostgresStorage;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the relay of a database is, as somebody sees it who looks into the storage. */
final class RelayLog implements AutoCloseable {

  private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");

  private final Storage storage;
  private final String jdbcUrl;

  RelayLog(KillServer.Database database) {
    storage = MplpRuntime.open(database.url(), Map.of());
    jdbcUrl = database.jdbcUrl();
  }

  /** Up to where everything was confirmed, as it is stored; 0 when nothing is. */
  long stored() {
    return storage
        .get(new DocumentKey("default", Kinds.RELAY, "events"))
        .map(found -> POSITION.matcher(new String(found.body(), UTF_8)))
        .filter(Matcher::find)
        .map(found -> Long.parseLong(found.group(1)))
        .orElse(0L);
  }

  /** The last position that was given. */
  long head() {
    return storage.log().head();
  }

  /** How often the lease of the relay went from one holder to the next. */
  int takeovers() throws SQLException {
    String query =
        "select epoch from %s.lease where name = 'relay-events'"
            .formatted(PostgresStorage.DEFAULT_SCHEMA);
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getInt(1) - 1;
    }
  }

  @Override
  public void close() {
    storage.close();
  }
}
