package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the schema to the version that this release needs: numbered files that never change once
 * released, each applied once, in a transaction of its own and under an advisory lock.
 */
final class Migrations {

  /** The files, in order of their versions from 1. */
  static final List<String> FILES =
      List.of(
          "V1__storage.sql",
          "V2__claims_and_gaps.sql",
          "V3__truncated_log.sql",
          "V4__step_limits.sql",
          "V5__open_steps.sql",
          "V6__compensations.sql",
          "V7__erased_records.sql",
          "V8__open_steps_alone.sql");

  private final Database database;
  private final String schema;
  private final List<String> files;

  /**
   * Migrations of a schema.
   *
   * @param files those of a release
   */
  Migrations(Database database, String schema, List<String> files) {
    this.database = database;
    this.schema = schema;
    this.files = files;
  }

  /**
   * Applies what is missing, then checks as {@link #verify}. Each file in a transaction of its own:
   * one that locked several tables would wait for settlements that wait for it.
   */
  void migrate() {
    boolean more = true;
    while (more) {
      more = database.transactRepeatable((connection, last) -> step(connection));
    }
  }

  /** Applies the next file; false when that was the last one. */
  private boolean step(Connection connection) throws SQLException {
    int timeout = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, 0); // an index on a large table takes its time
    boolean more = stepUntimed(connection);
    connection.setNetworkTimeout(Runnable::run, timeout);
    return more;
  }

  private boolean stepUntimed(Connection connection) throws SQLException {
    new Query(
            """
            select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
                   set_config('client_min_messages', 'warning', true)""")
        .list(connection, row -> row);
    new Query("select 1 from (select pg_advisory_xact_lock(hashtextextended(?, 0))) l")
        .with("mplp migration " + schema)
        .list(connection, row -> row);
    if (!exists(connection, "select true from pg_namespace where nspname = ?", schema)) {
      execute(connection, "create schema " + quoted());
    }
    new Query("select set_config('search_path', ?, true)")
        .with(quoted())
        .list(connection, row -> row);
    execute(
        connection,
        """
        create table if not exists schema_version (
          version int primary key,
          name text not null,
          checksum text not null,
          applied_at timestamptz not null default current_timestamp
        )""");
    Map<Integer, String> applied = applied(connection);
    check(applied);
    int version = applied.size() + 1;
    if (version <= files.size()) {
      apply(connection, version);
    }
    return version < files.size();
  }

  private void apply(Connection connection, int version) throws SQLException {
    String name = files.get(version - 1);
    String text = text(name);
    execute(connection, text);
    new Query("insert into schema_version (version, name, checksum) values (?, ?, ?)")
        .with(version)
        .with(name)
        .with(checksum(text))
        .update(connection);
  }

  /**
   * Checks that the schema is the one that this release needs. A schema that somebody else migrates
   * with the same files, such as Flyway, is checked by its own table of versions.
   */
  void verify() {
    database.call(
        connection -> {
          if (existsTable(connection, "schema_version")) {
            Map<Integer, String> applied =
                versions(connection, "select version, checksum from %s.schema_version");
            check(applied);
            complete(applied.size());
          } else if (existsTable(connection, "flyway_schema_history")) {
            complete(
                versions(
                        connection,
                        """
                        select version::int, '' from %s.flyway_schema_history
                         where success and version is not null""")
                    .size());
          } else {
            complete(0);
          }
          return true;
        });
  }

  private void complete(int version) {
    if (version < files.size()) {
      throw mismatch(
          "has version " + version + ", but this release needs " + files.size(),
          "call migrate() or apply the files in dev/mplp/postgres/migration");
    }
    if (version > files.size()) {
      throw newer(version);
    }
  }

  private void check(Map<Integer, String> applied) {
    applied.forEach(
        (version, checksum) -> {
          if (version > files.size()) {
            throw newer(version);
          }
          String name = files.get(version - 1);
          if (!checksum.equals(checksum(text(name)))) {
            throw mismatch(
                "was migrated with another " + name + " than this release has",
                "use the release that made it, or a schema of its own");
          }
        });
  }

  private StorageException newer(int version) {
    return mismatch(
        "has version " + version + ", but this release knows only " + files.size(),
        "use a newer release");
  }

  private StorageException mismatch(String found, String advice) {
    return new StorageException(false, "schema " + quoted() + ' ' + found + "; " + advice, null);
  }

  private Map<Integer, String> applied(Connection connection) throws SQLException {
    return versions(connection, "select version, checksum from %s.schema_version");
  }

  private Map<Integer, String> versions(Connection connection, String select) throws SQLException {
    Map<Integer, String> versions = new TreeMap<>();
    new Query(select.formatted(quoted()))
        .list(connection, row -> versions.put(row.number(), row.text()));
    return versions;
  }

  private boolean existsTable(Connection connection, String table) throws SQLException {
    return exists(
        connection, "select true where to_regclass(?) is not null", quoted() + '.' + table);
  }

  private static boolean exists(Connection connection, String select, String name)
      throws SQLException {
    return new Query(select).with(name).first(connection, Row::bool).isPresent();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String quoted() {
    return '"' + schema.replace("\"", "\"\"") + '"';
  }

  private static String text(String name) {
    try (InputStream file = Migrations.class.getResourceAsStream("migration/" + name)) {
      if (file == null) {
        throw new IOException(name + " is missing in the jar");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String checksum(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
