package dev.mplp.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A statement with its parameters in order of appearance; built, run once, thrown away. */
final class Query {

  private final String sql;
  private final List<Parameter> parameters = new ArrayList<>();

  Query(String sql) {
    this.sql = sql;
  }

  Query with(String value) {
    return add((ps, i) -> ps.setString(i, value));
  }

  Query with(long value) {
    return add((ps, i) -> ps.setLong(i, value));
  }

  Query with(int value) {
    return add((ps, i) -> ps.setInt(i, value));
  }

  Query withNumberOrNull(@Nullable Integer value) {
    return add(
        (ps, i) -> {
          if (value == null) {
            ps.setNull(i, Types.INTEGER);
          } else {
            ps.setInt(i, value);
          }
        });
  }

  Query withTextOrNull(@Nullable String value) {
    return add(
        (ps, i) -> {
          if (value == null) {
            ps.setNull(i, Types.VARCHAR);
          } else {
            ps.setString(i, value);
          }
        });
  }

  Query withLongOrNull(@Nullable Long value) {
    return add(
        (ps, i) -> {
          if (value == null) {
            ps.setNull(i, Types.BIGINT);
          } else {
            ps.setLong(i, value);
          }
        });
  }

  Query with(byte[] value) {
    return add((ps, i) -> ps.setBytes(i, value));
  }

  Query with(Instant value) {
    return add((ps, i) -> ps.setObject(i, value.atOffset(ZoneOffset.UTC)));
  }

  Query with(@Nullable UUID value) {
    return add(
        (ps, i) -> {
          if (value == null) {
            ps.setNull(i, Types.OTHER);
          } else {
            ps.setObject(i, value);
          }
        });
  }

  Query withLongs(Collection<? extends @Nullable Long> values) {
    return withArray("int8", values.toArray());
  }

  Query withInts(Collection<? extends @Nullable Integer> values) {
    return withArray("int4", values.toArray());
  }

  Query withBooleans(Collection<Boolean> values) {
    return withArray("bool", values.toArray());
  }

  Query withTexts(Collection<? extends @Nullable String> values) {
    return withArray("text", values.toArray());
  }

  Query withUuids(Collection<? extends @Nullable UUID> values) {
    return withArray("uuid", values.toArray());
  }

  Query withInstants(Collection<Instant> values) {
    return withArray(
        "timestamptz", values.stream().map(value -> value.atOffset(ZoneOffset.UTC)).toArray());
  }

  Query withBodies(Collection<? extends byte @Nullable []> values) {
    return withArray("bytea", values.toArray(new byte[0][]));
  }

  Query withNullTexts() {
    return add((ps, i) -> ps.setNull(i, Types.ARRAY, "_text"));
  }

  private Query withArray(String type, @Nullable Object[] values) {
    return add((ps, i) -> ps.setArray(i, ps.getConnection().createArrayOf(type, values)));
  }

  private Query add(Parameter parameter) {
    parameters.add(parameter);
    return this;
  }

  String sql() {
    return sql;
  }

  /** Sets the parameters from the given index on, and answers the index after the last one. */
  int bind(PreparedStatement statement, int from) throws SQLException {
    int index = from;
    for (Parameter parameter : parameters) {
      parameter.bind(statement, index++);
    }
    return index;
  }

  <T> List<T> list(Connection connection, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, 1);
      try (ResultSet rows = statement.executeQuery()) {
        return readAll(rows, reader);
      }
    }
  }

  <T> Optional<T> first(Connection connection, RowReader<T> reader) throws SQLException {
    List<T> rows = list(connection, reader);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** Runs a statement that answers with a number of changed rows. */
  int update(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, 1);
      return statement.executeUpdate();
    }
  }

  static <T> List<T> readAll(ResultSet rows, RowReader<T> reader) throws SQLException {
    List<T> read = new ArrayList<>();
    while (rows.next()) {
      read.add(reader.read(new Row(rows)));
    }
    return read;
  }

  private interface Parameter {
    void bind(PreparedStatement statement, int index) throws SQLException;
  }

  /** Makes a value of a row. */
  interface RowReader<T> {
    T read(Row row) throws SQLException;
  }
}
