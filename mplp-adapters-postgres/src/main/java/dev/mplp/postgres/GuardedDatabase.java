package dev.mplp.postgres;

/**
 * A database with row-level security: what is done for one tenant is done in that tenant's role, in
 * which the server shows and changes nothing of others. What serves all tenants, such as claims,
 * settlements and timers, is done in the role of the login.
 */
final class GuardedDatabase implements Database {

  private final Database database;
  private final String role;

  /**
   * Guards a database.
   *
   * @param role the one that sees the rows of one tenant
   */
  GuardedDatabase(Database database, String role) {
    this.database = database;
    this.role = role;
  }

  @Override
  public Database of(String tenant) {
    return new TenantDatabase(database, role, tenant);
  }

  @Override
  public Sql sql() {
    return database.sql();
  }

  @Override
  public <T> T call(Unit<T> unit) {
    return database.call(unit);
  }

  @Override
  public <T> T callOnce(Unit<T> unit) {
    return database.callOnce(unit);
  }

  @Override
  public <T> T transact(TransactionUnit<T> unit) {
    return database.transact(unit);
  }

  @Override
  public <T> T transactRepeatable(TransactionUnit<T> unit) {
    return database.transactRepeatable(unit);
  }
}
