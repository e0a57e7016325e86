package dev.mplp.postgres;

import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;

/**
 * Runs units of work within a transaction of the host, each bracketed by a savepoint. Nothing is
 * repeated: the host's own statements would have to be, too.
 */
final class JoinedDatabase implements Database {

  private final Connection connection;
  private final Sql sql;

  JoinedDatabase(Connection connection, Sql sql) {
    this.connection = connection;
    this.sql = sql;
    check(connection);
  }

  private static void check(Connection connection) {
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalArgumentException(
            "the connection commits by itself; begin a transaction with setAutoCommit(false)");
      }
      if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
        throw new IllegalArgumentException(
            "the transaction must be in isolation read committed, for it has to see what others"
                + " commit before it gets their locks");
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  @Override
  public Sql sql() {
    return sql;
  }

  @Override
  public <T> T call(Unit<T> unit) {
    try {
      return unit.run(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public <T> T callOnce(Unit<T> unit) {
    return call(unit);
  }

  @Override
  public <T> T transact(TransactionUnit<T> unit) {
    try {
      Savepoint savepoint = connection.setSavepoint();
      boolean done = false;
      try {
        Map<String, String> settings = PoolSettings.replaceInTransaction(connection);
        Pipeline last = new Pipeline();
        T result = unit.run(connection, last);
        last.run(connection);
        PoolSettings.restore(connection, settings);
        connection.releaseSavepoint(savepoint);
        done = true;
        return result;
      } finally {
        if (!done) {
          undo(savepoint);
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public <T> T transactRepeatable(TransactionUnit<T> unit) {
    return transact(unit);
  }

  /** Takes the settings back, too. */
  private void undo(Savepoint savepoint) {
    try {
      connection.rollback(savepoint);
    } catch (SQLException e) {
      // The connection is broken, and the error that broke it is already on its way.
    }
  }

  /** Never retryable: only the host can repeat its transaction. */
  private static StorageException failed(SQLException e) {
    return new StorageException(
        false,
        "in a transaction of the host, which is to be rolled back: "
            + SqlErrors.translate(e).getMessage(),
        e);
  }
}
