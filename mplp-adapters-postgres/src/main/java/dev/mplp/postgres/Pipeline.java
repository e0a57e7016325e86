package dev.mplp.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that go to the server together, in one round trip, and are executed one after the
 * other: each sees what the ones before it have done.
 */
final class Pipeline {

  private static final int MOST_TOGETHER = 32;

  private final List<Part<?>> parts = new ArrayList<>();

  /** Adds a statement whose rows are read into the list that is returned, once it has run. */
  <T> List<T> list(Query query, Query.RowReader<T> reader) {
    Part<T> part = new Part<>(query, reader, new ArrayList<>());
    parts.add(part);
    return part.rows;
  }

  /** Adds a statement without a result. */
  void update(Query query) {
    parts.add(new Part<>(query, row -> row, new ArrayList<>()));
  }

  /** Runs the statements and commits, in one round trip. */
  void runAndCommit(Connection connection) throws SQLException {
    if (!parts.isEmpty()) {
      update(new Query("commit"));
      run(connection);
    }
    // Tells the driver or pool; it goes to the server only when a transaction is open.
    connection.commit();
  }

  /** Runs the statements, in one round trip unless they are very many. */
  void run(Connection connection) throws SQLException {
    for (int from = 0; from < parts.size(); from += MOST_TOGETHER) {
      run(connection, parts.subList(from, Math.min(parts.size(), from + MOST_TOGETHER)));
    }
  }

  private static void run(Connection connection, List<Part<?>> parts) throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (Part<?> part : parts) {
      sql.append(part.query.sql()).append(";\n");
    }
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      int index = 1;
      for (Part<?> part : parts) {
        index = part.query.bind(statement, index);
      }
      boolean rows = statement.execute();
      for (Part<?> part : parts) {
        if (rows) {
          part.read(statement);
        }
        rows = statement.getMoreResults();
      }
    }
  }

  private record Part<T>(Query query, Query.RowReader<T> reader, List<T> rows) {
    void read(PreparedStatement statement) throws SQLException {
      try (ResultSet result = statement.getResultSet()) {
        rows.addAll(Query.readAll(result, reader));
      }
    }
  }
}
