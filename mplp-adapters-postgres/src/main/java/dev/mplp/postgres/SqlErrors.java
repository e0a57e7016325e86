package dev.mplp.postgres;

import dev.mplp.spi.StorageException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What the errors of the database mean to a storage. */
final class SqlErrors {

  /** Serialization failure and deadlock: the transaction was rolled back and can run again. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  private static final String READ_ONLY = "25006";

  /**
   * The statement was cut off by a limit of time or space, or by an administrator. The later class
   * 57P comes with the end of the connection.
   */
  private static final Set<String> TRANSIENT = Set.of("55P03", "57014", "25P03", READ_ONLY);

  private SqlErrors() {}

  /** The server takes no writes: it is a standby, or a primary that was taken out of service. */
  static boolean isReadOnly(SQLException e) {
    return READ_ONLY.equals(state(e));
  }

  /** The transaction was rolled back to resolve a conflict; repeating it at once helps. */
  static boolean isConflict(SQLException e) {
    return CONFLICTS.contains(state(e));
  }

  /**
   * The connection was lost or could not be made: what was sent before may or may not have been
   * done.
   */
  static boolean isConnectionLost(SQLException e) {
    String state = state(e);
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("25P03")
        || e instanceof SQLTransientConnectionException;
  }

  static StorageException translate(SQLException e) {
    String state = state(e);
    boolean retryable =
        isConnectionLost(e) || isConflict(e) || TRANSIENT.contains(state) || state.startsWith("53");
    String what = retryable ? "PostgreSQL is not available" : "PostgreSQL refused";
    return new StorageException(
        retryable, what + ": " + e.getMessage() + " (SQLSTATE " + state + ")", e);
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
