package dev.mplp.examples.kill;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A system outside that does a request with a known key only once, and counts what it did: the
 * table {@code effect} holds one row a key, {@code effect_total} how many were ever put there,
 * {@code effect_call} every request.
 */
final class Effects implements AutoCloseable {

  private final String jdbcUrl;
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

  Effects(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl;
  }

  void create() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table effect (key text primary key, worker text not null);
          create table effect_total (n bigint not null);
          insert into effect_total values (0);
          create table effect_call (key text not null, attempt int not null, worker text not null);
          """);
    }
  }

  /** Records the effect unless it was recorded before. */
  void record(String key, int attempt, String worker) throws SQLException {
    Connection connection = idle.poll();
    if (connection == null) {
      connection = DriverManager.getConnection(jdbcUrl);
    }
    connection.setAutoCommit(false);
    update(connection, "insert into effect_call values (?, ?::int, ?)", key, "" + attempt, worker);
    int inserted =
        update(connection, "insert into effect values (?, ?) on conflict do nothing", key, worker);
    if (inserted > 0) {
      update(connection, "update effect_total set n = n + 1");
    }
    connection.commit();
    idle.add(connection);
  }

  private static int update(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** What a query for one number answers. */
  long number(String sql) throws SQLException {
    Connection connection = idle.poll();
    if (connection == null) {
      connection = DriverManager.getConnection(jdbcUrl);
    }
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } finally {
      idle.add(connection);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : idle) {
      connection.close();
    }
  }
}
