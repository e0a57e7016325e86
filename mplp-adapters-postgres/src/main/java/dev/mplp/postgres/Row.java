package dev.mplp.postgres;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of a result, read column by column from the left. */
final class Row {

  private final ResultSet rows;
  private int column;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  String text() throws SQLException {
    return requireNonNull(textOrNull());
  }

  @Nullable String textOrNull() throws SQLException {
    return rows.getString(++column);
  }

  boolean bool() throws SQLException {
    return rows.getBoolean(++column);
  }

  int number() throws SQLException {
    return rows.getInt(++column);
  }

  @Nullable Integer numberOrNull() throws SQLException {
    int number = rows.getInt(++column);
    return rows.wasNull() ? null : number;
  }

  long big() throws SQLException {
    return rows.getLong(++column);
  }

  UUID uuid() throws SQLException {
    return requireNonNull(uuidOrNull());
  }

  @Nullable UUID uuidOrNull() throws SQLException {
    return rows.getObject(++column, UUID.class);
  }

  Instant instant() throws SQLException {
    return requireNonNull(instantOrNull());
  }

  @Nullable Instant instantOrNull() throws SQLException {
    OffsetDateTime time = rows.getObject(++column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  byte[] bytes() throws SQLException {
    return requireNonNull(bytesOrNull());
  }

  byte @Nullable [] bytesOrNull() throws SQLException {
    return rows.getBytes(++column);
  }

  String[] texts() throws SQLException {
    return (String[]) rows.getArray(++column).getArray();
  }

  Long[] bigs() throws SQLException {
    return (Long[]) rows.getArray(++column).getArray();
  }

  Integer[] numbers() throws SQLException {
    return (Integer[]) rows.getArray(++column).getArray();
  }
}
