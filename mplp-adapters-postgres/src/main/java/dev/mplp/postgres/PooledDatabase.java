package dev.mplp.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Runs units of work on connections of a data source: the one place that begins, commits, repeats
 * and translates errors.
 *
 * <p>A unit that fails before its commit was sent had no effect, so it is repeated a few times when
 * that can help. When the connection breaks at the commit itself nobody can tell.
 */
final class PooledDatabase implements Database {

  private static final int ATTEMPTS = 4;

  private final DataSource dataSource;
  private final Sql sql;

  /** Settings for connections that were not made by us; they end with the transaction. */
  private final boolean foreign;

  PooledDatabase(DataSource dataSource, Sql sql, boolean foreign) {
    this.dataSource = dataSource;
    this.sql = sql;
    this.foreign = foreign;
  }

  @Override
  public Sql sql() {
    return sql;
  }

  @Override
  public <T> T call(Unit<T> unit) {
    return repeat(unit, true);
  }

  @Override
  public <T> T callOnce(Unit<T> unit) {
    try {
      return once(unit, true);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  @Override
  public <T> T transact(TransactionUnit<T> unit) {
    return repeat(
        connection -> {
          Pipeline last = new Pipeline();
          T result = unit.run(connection, last);
          try {
            last.runAndCommit(connection);
          } catch (SQLException e) {
            if (SqlErrors.isConnectionLost(e)) {
              throw new OutcomeUnknownException(
                  "the connection to PostgreSQL was lost at commit; repeat the same change sets to"
                      + " find out",
                  e);
            }
            throw e;
          }
          return result;
        },
        false);
  }

  @Override
  public <T> T transactRepeatable(TransactionUnit<T> unit) {
    try {
      return transact(unit);
    } catch (OutcomeUnknownException e) {
      throw new StorageException(true, "the connection to PostgreSQL was lost", e);
    }
  }

  private <T> T repeat(Unit<T> unit, boolean autoCommit) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(unit, autoCommit);
      } catch (SQLException e) {
        boolean waited = e instanceof SQLTransientConnectionException; // for the pool, long enough
        boolean again =
            SqlErrors.isConflict(e)
                || SqlErrors.isReadOnly(e)
                || (SqlErrors.isConnectionLost(e) && !waited);
        if (!again || attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw SqlErrors.translate(e);
        }
        pause(attempt);
      }
    }
  }

  private <T> T once(Unit<T> unit, boolean autoCommit) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(autoCommit);
      boolean done = false;
      try {
        if (foreign && !autoCommit) {
          PoolSettings.applyToTransaction(connection);
        }
        T result = unit.run(connection);
        done = true;
        return result;
      } catch (SQLException e) {
        if (SqlErrors.isReadOnly(e) && dataSource instanceof HikariDataSource pool) {
          pool.evictConnection(connection); // of several hosts the next one may be the primary
        }
        throw e;
      } finally {
        if (!autoCommit) {
          leave(connection, done);
        }
      }
    }
  }

  /** Nothing stays open on a connection that goes back to its pool. */
  private static void leave(Connection connection, boolean committed) {
    try {
      if (!committed) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The connection is broken, and the error that broke it is already on its way.
    }
  }

  private static void pause(int attempt) {
    long longest = TimeUnit.MILLISECONDS.toNanos(5L << attempt);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
  }

  /** Where connections come from; for those that are held for long. */
  DataSource dataSource() {
    return dataSource;
  }
}
