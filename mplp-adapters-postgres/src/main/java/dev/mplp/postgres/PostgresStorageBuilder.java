package dev.mplp.postgres;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Options of a storage; not thread-safe.
 *
 * <p>The pool that {@link PostgresStorage#connect} makes: at most 10 connections, since a process
 * that claims and settles in batches keeps few of them busy, and a server of 4 to 8 cores works
 * best with two or three busy connections a core, over all processes; 2 kept when idle; one more
 * for notifications. A caller waits at most 10 seconds for a connection. A statement may take 30
 * seconds and wait 10 seconds for a lock; a transaction whose client stands still is ended after 10
 * seconds. A server that does not answer at all is given up after 5 seconds when connecting and 60
 * seconds otherwise. Of several hosts the primary is taken. Statements keep generic plans over
 * indexes, and are not compiled.
 */
public final class PostgresStorageBuilder {

  private final @Nullable DataSource dataSource;
  private @Nullable DatabaseUrl url;
  private String schema = PostgresStorage.DEFAULT_SCHEMA;
  private int maximumPoolSize = 10;
  private Timeouts timeouts = Timeouts.DEFAULT;
  private boolean migrate = true;
  private boolean notifications = true;
  private boolean rowSecurity;
  private String clock = Sql.SERVER_CLOCK;

  PostgresStorageBuilder(@Nullable DataSource dataSource, @Nullable DatabaseUrl url) {
    this.dataSource = dataSource;
    this.url = url;
  }

  /** The schema instead of {@value PostgresStorage#DEFAULT_SCHEMA}; at most 50 characters. */
  public PostgresStorageBuilder schema(String name) {
    if (name.isEmpty() || name.length() > 50) {
      throw new IllegalArgumentException(
          "a schema name has 1 to 50 characters, but this one has " + name.length());
    }
    schema = name;
    return this;
  }

  /** The user, instead of the one in the URL. */
  public PostgresStorageBuilder user(String name) {
    DatabaseUrl of = requireUrl("the user");
    url = new DatabaseUrl(of.jdbcUrl(), name, of.password(), of.properties());
    return this;
  }

  /** The password, instead of the one in the URL. */
  public PostgresStorageBuilder password(String secret) {
    DatabaseUrl of = requireUrl("the password");
    url = new DatabaseUrl(of.jdbcUrl(), of.user(), secret, of.properties());
    return this;
  }

  /** How many connections our own pool has at most, the one for notifications apart. */
  public PostgresStorageBuilder maximumPoolSize(int connections) {
    requireUrl("the size of the pool");
    if (connections < 1) {
      throw new IllegalArgumentException(
          "a pool has at least one connection, but is to have " + connections);
    }
    maximumPoolSize = connections;
    return this;
  }

  /** How long a statement may take, instead of 30 seconds. */
  public PostgresStorageBuilder statementTimeout(Duration longest) {
    requireUrl("its limits");
    timeouts = timeouts.withStatement(longest);
    return this;
  }

  /** How long a statement may wait for a lock, instead of 10 seconds. */
  public PostgresStorageBuilder lockTimeout(Duration longest) {
    requireUrl("its limits");
    timeouts = timeouts.withLock(longest);
    return this;
  }

  /** How long a transaction of a process that hangs or is cut off may last, not 10 seconds. */
  public PostgresStorageBuilder idleTransactionTimeout(Duration longest) {
    requireUrl("its limits");
    timeouts = timeouts.withIdleTransaction(longest);
    return this;
  }

  private DatabaseUrl requireUrl(String what) {
    if (url == null) {
      throw new IllegalStateException(
          "a data source brings " + what + " itself: set it there, or build the storage of a URL");
    }
    return url;
  }

  /** Whether opening creates and migrates the schema, which is the default, or only verifies. */
  public PostgresStorageBuilder migrate(boolean onOpen) {
    migrate = onOpen;
    return this;
  }

  /**
   * Whether the server itself keeps tenants apart, by row-level security; not unless told. What is
   * asked or committed for one tenant then runs in a role that sees nothing of others; what serves
   * all of them, such as claims, settlements and timers, in the role of the login. Opening sets it
   * up when it also migrates, and fails when it is not complete; with a {@code DataSource} whose
   * login does not own the schema, grant that {@code <schema>_runtime}.
   */
  public PostgresStorageBuilder rowSecurity(boolean on) {
    rowSecurity = on;
    return this;
  }

  /** Whether processes tell each other by LISTEN and NOTIFY, which is the default. */
  public PostgresStorageBuilder notifications(boolean on) {
    notifications = on;
    return this;
  }

  /** The SQL expression that tells the time; for tests, which shift it. */
  PostgresStorageBuilder clock(String expression) {
    clock = expression;
    return this;
  }

  /**
   * Opens the storage.
   *
   * @throws StorageException when the database cannot be used, and why
   */
  public PostgresStorage open() {
    if (dataSource != null) {
      return open(dataSource, null);
    }
    HikariDataSource pool = connect();
    try {
      return open(pool, pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private PostgresStorage open(DataSource connections, @Nullable HikariDataSource ownPool) {
    OpenSchema.Options options = new OpenSchema.Options(schema, clock, migrate, rowSecurity);
    OpenSchema opened = OpenSchema.open(connections, ownPool != null, options);
    return new PostgresStorage(opened, ownPool, notifications);
  }

  private HikariDataSource connect() {
    DatabaseUrl to = requireNonNull(url);
    try {
      return new HikariDataSource(PoolSettings.pool(to, maximumPoolSize, notifications, timeouts));
    } catch (PoolInitializationException e) {
      throw new StorageException(true, "no connection to " + to + ": " + e.getMessage(), e);
    }
  }
}
