package dev.mplp.postgres;

import dev.mplp.spi.StorageException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The schema of a storage, opened: on a server that can serve, of this release's version, and with
 * its policies where there are to be some.
 *
 * @param connections where those to the database come from
 * @param ids names the records of its log
 */
record OpenSchema(
    String name, DataSource connections, Database database, Migrations migrations, RecordIds ids) {

  private static final int OLDEST_SERVER = 140_000;

  /**
   * How a schema is opened.
   *
   * @param clock the SQL expression that tells the time
   * @param migrate whether it is created and migrated, or only verified
   * @param rowSecurity whether the server keeps tenants apart
   */
  record Options(String schema, String clock, boolean migrate, boolean rowSecurity) {}

  /**
   * Opens a schema.
   *
   * @param ours whether the connections are set up by us
   * @throws StorageException when it cannot be used, and why
   */
  static OpenSchema open(DataSource connections, boolean ours, Options options) {
    String name = options.schema();
    Database pooled = new PooledDatabase(connections, new Sql(name, options.clock()), !ours);
    Database database =
        options.rowSecurity() ? new GuardedDatabase(pooled, RowSecurity.tenantRole(name)) : pooled;
    Migrations migrations = new Migrations(database, name, Migrations.FILES);
    checkServer(database);
    if (options.migrate()) {
      migrations.migrate();
    }
    if (options.rowSecurity()) {
      new RowSecurity(database, name).open(options.migrate());
    }
    if (!options.migrate()) {
      migrations.verify();
    }
    return new OpenSchema(name, connections, database, migrations, new RecordIds(logOf(database)));
  }

  private static void checkServer(Database database) {
    int version = Integer.parseInt(setting(database, "server_version_num"));
    if (version < OLDEST_SERVER) {
      throw new StorageException(
          false, "PostgreSQL 14 or newer is needed; the server is " + version / 10_000, null);
    }
    String isolation = setting(database, "default_transaction_isolation");
    if (!isolation.equals("read committed")) {
      throw new StorageException(
          false,
          "connections must begin in isolation read committed, but begin in " + isolation,
          null);
    }
  }

  private static String setting(Database database, String name) {
    return database.call(
        connection ->
            new Query("select current_setting(?)")
                .with(name)
                .first(connection, Row::text)
                .orElseThrow());
  }

  private static UUID logOf(Database database) {
    String select = database.sql().of("select log_identity from {storage}");
    return database.call(
        connection -> new Query(select).first(connection, Row::uuid).orElseThrow());
  }
}
