package dev.mplp.postgres;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A schema of its own on a server, with a clock that can be moved. */
final class PostgresFixture implements StorageFixture {

  private final PostgresServer server;
  private final String schema = PostgresServer.freshSchema();
  private final List<Storage> handles = new ArrayList<>();
  private final List<Connection> parked = new ArrayList<>();

  PostgresFixture(PostgresServer server) {
    this.server = server;
    server.execute(
        "create schema %1$s; create table %1$s.test_clock as select interval '0' as shift"
            .formatted(schema));
  }

  static PostgresFixture onSharedServer() {
    return new PostgresFixture(PostgresServer.shared());
  }

  String schema() {
    return schema;
  }

  private String clock() {
    return "(statement_timestamp() + (select shift from " + schema + ".test_clock))";
  }

  PostgresStorage.Builder builder() {
    return PostgresStorage.builder(server.url()).schema(schema).clock(clock());
  }

  @Override
  public synchronized PostgresStorage open() {
    PostgresStorage storage = builder().maximumPoolSize(8).open();
    handles.add(storage);
    return storage;
  }

  @Override
  public void advance(Duration by) {
    server.execute(
        "update %s.test_clock set shift = shift + interval '%s microseconds'"
            .formatted(schema, by.toNanos() / 1_000));
  }

  @Override
  public Parked park(ChangeSet set) {
    Sql sql = new Sql(schema, clock());
    Executions executions = new Executions(sql);
    AnySet anySet =
        new AnySet(sql, executions, new SettleSteps(sql, executions), new Readiness(sql));
    try {
      Connection connection = server.connect();
      parked.add(connection);
      connection.setAutoCommit(false);
      Pipeline last = new Pipeline();
      anySet.apply(connection, set, last);
      last.run(connection);
      return () -> {
        try (connection) {
          connection.commit();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      };
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    handles.forEach(Storage::close);
    parked.forEach(PostgresFixture::abandon);
    server.execute("set client_min_messages = warning; drop schema " + schema + " cascade");
  }

  private static void abandon(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
