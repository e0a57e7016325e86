package dev.mplp.postgres;

import dev.mplp.spi.OutcomeUnknownException;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs units of work on connections: the one place that begins, commits and translates errors. */
interface Database {

  /** Statements with the names of this database's schema. */
  Sql sql();

  /**
   * What is done for one tenant alone. With row-level security the server then shows and changes
   * nothing of others.
   */
  default Database of(String tenant) {
    return this;
  }

  /**
   * Runs a unit that repeats safely, such as a read or a statement whose repetition does no harm;
   * each of its round trips is a transaction of its own.
   */
  <T> T call(Unit<T> unit);

  /** Runs a unit without a transaction around it, and without repeating it. */
  <T> T callOnce(Unit<T> unit);

  /**
   * Runs a unit as a transaction.
   *
   * @throws OutcomeUnknownException when the connection broke at commit
   */
  <T> T transact(TransactionUnit<T> unit);

  /** A transaction that does no harm when it is repeated after an unknown outcome. */
  <T> T transactRepeatable(TransactionUnit<T> unit);

  /** Work on one connection. */
  interface Unit<T> {
    /** Does it. */
    T run(Connection connection) throws SQLException;
  }

  /** Work of a transaction. */
  interface TransactionUnit<T> {
    /**
     * Does it.
     *
     * @param last statements that are added here run in one round trip with the commit
     */
    T run(Connection connection, Pipeline last) throws SQLException;
  }
}
