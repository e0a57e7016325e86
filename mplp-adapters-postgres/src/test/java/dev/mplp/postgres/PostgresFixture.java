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
import org.jspecify.annotations.Nullable;

/**
 * A schema of its own on a server, with a clock that can be moved; also one with row-level security
 * and a login that owns nothing.
 */
final class PostgresFixture implements StorageFixture {

  private final PostgresServer server;
  private final String schema = PostgresServer.freshSchema();
  private final List<Storage> handles = new ArrayList<>();
  private final List<Connection> parked = new ArrayList<>();

  /** The login that owns nothing; null to act as the owner. */
  private final @Nullable String login;

  PostgresFixture(PostgresServer server) {
    this(server, false);
  }

  private PostgresFixture(PostgresServer server, boolean guarded) {
    this.server = server;
    login = guarded ? schema + "_login" : null;
    server.execute(
        "create schema %1$s; create table %1$s.test_clock as select interval '0' as shift"
            .formatted(schema));
    if (guarded) {
      PostgresStorage.builder(server.url()).schema(schema).rowSecurity(true).open().close();
      server.execute(
          """
          create role %1$s_login login password 'login'; grant %1$s_runtime to %1$s_login;
          grant select on %1$s.test_clock to public;
          create policy everyone on %1$s.test_clock using (true)"""
              .formatted(schema));
    }
  }

  /** With row-level security. */
  static PostgresFixture guarded() {
    return new PostgresFixture(PostgresServer.shared(), true);
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

  PostgresStorageBuilder builder() {
    PostgresStorageBuilder builder =
        PostgresStorage.builder(server.url()).schema(schema).clock(clock());
    return login == null
        ? builder
        : builder.user(login).password("login").migrate(false).rowSecurity(true);
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
        "update %s.test_clock set shift = shift + %s * interval '1 microsecond'"
            .formatted(schema, by.toNanos() / 1_000));
  }

  @Override
  public Parked park(ChangeSet set) {
    Sql sql = new Sql(schema, clock());
    Executions executions = new Executions(sql);
    AnySet anySet =
        new AnySet(
            sql,
            executions,
            new SettleSteps(sql, executions),
            new Readiness(sql),
            new StepLimits(sql));
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
    if (login != null) {
      dropRoles(server, schema);
      server.execute("drop role " + login);
    }
  }

  /** The roles of row-level security; their schema is gone. */
  static void dropRoles(PostgresServer server, String schema) {
    server.execute("drop role if exists %1$s_runtime, %1$s_tenant".formatted(schema));
  }

  private static void abandon(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
