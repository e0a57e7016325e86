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

  /**
   * Records the effect unless it was recorded before: one statement, so that a worker that is
   * stopped as it stands keeps no lock from the others.
   */
  void record(String key, int attempt, String worker) throws SQLException {
    Connection connection = idle.poll();
    if (connection == null) {
      connection = DriverManager.getConnection(jdbcUrl);
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            with called as (insert into effect_call values (?, ?, ?)),
                 done as (insert into effect values (?, ?) on conflict do nothing returning 1)
            update effect_total set n = n + (select count(*) from done)
             where exists (select 1 from done)""")) {
      statement.setString(1, key);
      statement.setInt(2, attempt);
      statement.setString(3, worker);
      statement.setString(4, key);
      statement.setString(5, worker);
      statement.executeUpdate();
    }
    idle.add(connection);
  }

  /** What a query for one number answers. */
  long number(String sql) throws SQLException {
    Connection connection = idle.poll();
    if (connection == null) {
      connection = DriverManager.getConnection(jdbcUrl);
    }
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
