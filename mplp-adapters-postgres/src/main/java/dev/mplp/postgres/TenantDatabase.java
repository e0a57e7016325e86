package dev.mplp.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Runs every unit as a transaction in the role of one tenant. Role and tenant are set for that
 * transaction alone, so nothing of them is left on a connection that goes back to its pool.
 */
final class TenantDatabase implements Database {

  private final Database database;
  private final String role;
  private final String tenant;

  TenantDatabase(Database database, String role, String tenant) {
    this.database = database;
    this.role = role;
    this.tenant = tenant;
  }

  @Override
  public Database of(String other) {
    return new TenantDatabase(database, role, other);
  }

  @Override
  public Sql sql() {
    return database.sql();
  }

  @Override
  public <T> T call(Unit<T> unit) {
    return transactRepeatable((connection, last) -> unit.run(connection));
  }

  /** Repeats nothing that the unit has done: only a commit of it can be repeated. */
  @Override
  public <T> T callOnce(Unit<T> unit) {
    return transact((connection, last) -> unit.run(connection));
  }

  @Override
  public <T> T transact(TransactionUnit<T> unit) {
    return database.transact((connection, last) -> run(connection, last, unit));
  }

  @Override
  public <T> T transactRepeatable(TransactionUnit<T> unit) {
    return database.transactRepeatable((connection, last) -> run(connection, last, unit));
  }

  private <T> T run(Connection connection, Pipeline last, TransactionUnit<T> unit)
      throws SQLException {
    new Query("select set_config('mplp.tenant', ?, true), set_config('role', ?, true)")
        .with(tenant)
        .with(role)
        .list(connection, row -> row);
    return unit.run(connection, last);
  }
}
