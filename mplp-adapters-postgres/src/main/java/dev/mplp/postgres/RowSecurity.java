package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Row-level security of a schema: two roles and a policy on each table, made by {@code
 * security/row_security.sql}.
 */
final class RowSecurity {

  private static final String FILE = "security/row_security.sql";

  private final Database database;
  private final String schema;

  RowSecurity(Database database, String schema) {
    this.database = database;
    this.schema = schema;
  }

  /** The role that sees the rows of one tenant. */
  static String tenantRole(String schema) {
    return schema + "_tenant";
  }

  /**
   * Checks it.
   *
   * @param make whether what is missing is made first
   */
  void open(boolean make) {
    if (make) {
      apply();
    }
    verify();
  }

  /** Nothing is locked when nothing is missing. */
  private void apply() {
    database.transactRepeatable(
        (connection, last) -> {
          if (!isComplete(connection)) {
            new Query("select set_config('search_path', quote_ident(?), true)")
                .with(schema)
                .list(connection, row -> row);
            execute(connection, text());
          }
          return true;
        });
  }

  private void verify() {
    database.call(
        connection -> {
          if (!isComplete(connection)) {
            throw new StorageException(
                false,
                "row-level security is not set up in the schema \""
                    + schema
                    + "\" or on some of its tables; let its owner apply dev/mplp/postgres/"
                    + FILE
                    + ", or open it once with migrate(true)",
                null);
          }
          return true;
        });
    try {
      database.of("").call(connection -> new Query("select true").first(connection, Row::bool));
    } catch (StorageException e) {
      throw new StorageException(
          e.retryable(),
          "this login cannot act for a tenant; grant it the role \""
              + schema
              + "_runtime\": "
              + e.getMessage(),
          e);
    }
  }

  private boolean isComplete(Connection connection) throws SQLException {
    boolean roles =
        new Query("select to_regrole(quote_ident(?)) is not null")
            .with(tenantRole(schema))
            .first(connection, Row::bool)
            .orElse(false);
    List<String> open =
        new Query(
                """
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = ? and c.relkind in ('r', 'p')
                   and not (c.relrowsecurity
                            and exists (select from pg_policy p
                                         where p.polrelid = c.oid and p.polname = 'every_tenant'))
                 limit 1""")
            .with(schema)
            .list(connection, Row::text);
    return roles && open.isEmpty();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text() {
    try (InputStream file = RowSecurity.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IOException(FILE + " is missing in the jar");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
