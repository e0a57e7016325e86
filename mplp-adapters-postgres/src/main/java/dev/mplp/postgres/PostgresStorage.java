package dev.mplp.postgres;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.Item;
import dev.mplp.spi.Leases;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.StorageHealth;
import dev.mplp.spi.StorageHealth.Connections;
import dev.mplp.spi.Timers;
import dev.mplp.spi.Work;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Storage on PostgreSQL 14 or newer, in a schema of its own.
 *
 * <p>Thread-safe; any number of processes may share one schema. What {@link #commit} and {@link
 * Work#claim} return is as durable as the server's {@code synchronous_commit} makes it: leave that
 * on.
 *
 * <p>Hints to other processes go by LISTEN and NOTIFY, which needs one connection for as long as
 * the storage is open, and a session of its own: through a pooler that shares sessions between
 * transactions, switch {@linkplain Builder#notifications notifications} off, and other processes
 * are found out by looking.
 */
public final class PostgresStorage implements Storage {

  /** The schema unless another one is named. */
  public static final String DEFAULT_SCHEMA = "mplp";

  private static final int OLDEST_SERVER = 140_000;

  private final @Nullable HikariDataSource ownPool;
  private final Database database;
  private final Migrations migrations;
  private final Documents documents;
  private final Committer committer;
  private final PostgresWork work;
  private final RecordIds ids;
  private final PostgresLog log;
  private final PostgresTimers timers;
  private final PostgresLeases leases;
  private final Signals signals = new Signals();
  private final @Nullable NotificationReader notificationReader;
  private final ScheduledExecutorService background;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final String now;
  private final String schema;

  private PostgresStorage(Builder builder, DataSource dataSource) {
    ownPool = builder.dataSource == null ? (HikariDataSource) dataSource : null;
    Sql sql = new Sql(builder.schema, builder.clock);
    now = sql.of("select {now}");
    Database pooled = new PooledDatabase(dataSource, sql, ownPool == null);
    database =
        builder.rowSecurity
            ? new GuardedDatabase(pooled, RowSecurity.tenantRole(builder.schema))
            : pooled;
    migrations = new Migrations(database, builder.schema, Migrations.FILES);
    checkServer();
    if (builder.migrate) {
      migrations.migrate();
    }
    if (builder.rowSecurity) {
      new RowSecurity(database, builder.schema).open(builder.migrate);
    }
    if (!builder.migrate) {
      migrations.verify();
    }
    Executions executions = new Executions(sql);
    Readiness readiness = new Readiness(sql);
    documents = new Documents(database);
    StepLimits limits = new StepLimits(database.sql());
    committer = new Committer(database, executions, readiness, limits, signals::raise);
    work = new PostgresWork(database, executions, readiness, limits, signals::raise);
    ids = new RecordIds(logIdentity());
    log = new PostgresLog(database, ids);
    timers = new PostgresTimers(database);
    leases = new PostgresLeases(database);
    background = new ScheduledThreadPoolExecutor(1, Threads.named("mplp-postgres-background"));
    new Housekeeping(database).start(background);
    schema = builder.schema;
    if (builder.notifications) {
      Channel channel = new Channel(schema);
      signals.passOnTo(new Notifier(database, channel, background)::tell);
      notificationReader = new NotificationReader(dataSource, channel, signals);
      notificationReader.start();
    } else {
      notificationReader = null;
    }
  }

  /**
   * Opens the storage in the schema {@value #DEFAULT_SCHEMA} of a database and creates or migrates
   * it. The data source stays open when the storage is closed. Its default isolation must be read
   * committed; one connection is kept for notifications.
   *
   * @throws StorageException when the database cannot be used, and why
   */
  public static PostgresStorage of(DataSource dataSource) {
    return builder(dataSource).open();
  }

  /**
   * Opens the storage in the schema {@value #DEFAULT_SCHEMA} of a database, creates or migrates it,
   * and pools connections of its own.
   *
   * @param databaseUrl {@code postgresql://user:password@host:port/name?parameter=value}, {@code
   *     postgres://...} or {@code jdbc:postgresql://...}; user and password percent-encoded,
   *     parameters as the driver knows them
   * @throws IllegalArgumentException when it is no such URL
   * @throws StorageException when the database cannot be used, and why
   */
  public static PostgresStorage connect(String databaseUrl) {
    return builder(databaseUrl).open();
  }

  /** A builder of a storage on a data source, which stays open when the storage is closed. */
  public static Builder builder(DataSource dataSource) {
    return new Builder(requireNonNull(dataSource, "dataSource"), null);
  }

  /**
   * A builder of a storage with a pool of its own.
   *
   * @param databaseUrl as with {@link #connect}
   */
  public static Builder builder(String databaseUrl) {
    return new Builder(null, DatabaseUrl.parse(databaseUrl));
  }

  private void checkServer() {
    database.call(
        connection -> {
          int version =
              new Query("select current_setting('server_version_num')::int")
                  .first(connection, Row::number)
                  .orElseThrow();
          if (version < OLDEST_SERVER) {
            throw new StorageException(
                false, "PostgreSQL 14 or newer is needed; the server is " + version / 10_000, null);
          }
          String isolation =
              new Query("select current_setting('default_transaction_isolation')")
                  .first(connection, Row::text)
                  .orElseThrow();
          if (!isolation.equals("read committed")) {
            throw new StorageException(
                false,
                "connections must begin in isolation read committed, but begin in " + isolation,
                null);
          }
          return true;
        });
  }

  Database database() {
    return database;
  }

  private UUID logIdentity() {
    String select = database.sql().of("select log_identity from {storage}");
    return database.call(
        connection -> new Query(select).first(connection, Row::uuid).orElseThrow());
  }

  /**
   * Creates the schema or brings it to the version of this release; opening does so unless told
   * otherwise. Safe at any time, also from several processes at once.
   *
   * @throws StorageException when the schema is newer than this release, or was made by other files
   */
  public void migrate() {
    migrations.migrate();
  }

  /**
   * Checks that the schema has the version of this release, whether {@link #migrate} made it or the
   * same files were applied by Flyway.
   *
   * @throws StorageException when it has not
   */
  public void verify() {
    migrations.verify();
  }

  /**
   * This storage within a transaction of the host: for {@code mplp.over(storage.join(connection))},
   * so that what a host writes to its own tables and what it asks of the runtime happen together or
   * not at all.
   *
   * <p>Each commit of a change set is bracketed by a savepoint, so a conflict leaves the
   * transaction usable; no setting outlives it. Nobody else sees anything before the host commits,
   * and only then workers are woken. Keep the transaction short: until it ends, whoever changes the
   * same objects waits. Nothing is repeated here: after a {@link StorageException} the host rolls
   * back and begins anew.
   *
   * <p>Not for workers, and not thread-safe: {@code mplp.over} is what it is made for, and a
   * runtime of its own refuses it. Closing it does nothing; the connection stays the host's.
   *
   * @param connection with autocommit off and isolation read committed
   * @throws IllegalArgumentException when it has another mode
   */
  public Storage join(Connection connection) {
    return new JoinedStorage(
        new JoinedDatabase(connection, database.sql()),
        notificationReader == null ? null : new Channel(schema),
        ids);
  }

  @Override
  public Instant now() {
    return database.call(
        connection -> new Query(now).first(connection, Row::instant).orElseThrow());
  }

  @Override
  public Optional<Document> get(DocumentKey key) {
    return documents.get(key);
  }

  @Override
  public List<Document> list(DocumentQuery query) {
    return documents.list(query);
  }

  @Override
  public int count(DocumentQuery query, int max) {
    return documents.count(query, max);
  }

  @Override
  public List<String> tenants(String after, int limit) {
    return documents.tenants(after, limit);
  }

  @Override
  public List<Item> items(DocumentKey owner, long after, int limit) {
    return documents.items(owner, after, limit);
  }

  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    return committer.commit(sets);
  }

  @Override
  public Exchange exchange(
      List<ChangeSet> sets, UUID worker, @Nullable Set<String> roles, int max) {
    if (sets.isEmpty() || max <= 0 || work.claimsAlone(worker) || !Committer.arePlain(sets)) {
      return Storage.super.exchange(sets, worker, roles, max);
    }
    return work.exchange(committer.plainSets(), sets, worker, roles, max);
  }

  @Override
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public StorageHealth health() {
    StorageHealth seen = Storage.super.health();
    Connections connections = null;
    if (ownPool != null) {
      HikariPoolMXBean pool = ownPool.getHikariPoolMXBean();
      connections =
          new Connections(
              pool.getActiveConnections(),
              pool.getIdleConnections(),
              pool.getThreadsAwaitingConnection(),
              ownPool.getMaximumPoolSize());
    }
    return new StorageHealth(
        seen.responseTime(),
        seen.readySteps(),
        seen.oldestReady(),
        seen.unpositioned(),
        committer.waiting(),
        connections,
        seen.leasesLost(),
        seen.unreadableClaims());
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public EventLog log() {
    return log;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public Registration onSignal(Consumer<Signal> listener) {
    return signals.onSignal(listener);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      background.shutdownNow();
      signals.close();
      if (notificationReader != null) {
        notificationReader.close();
      }
      if (ownPool != null) {
        ownPool.close();
      }
    }
  }

  /**
   * Options of a storage; not thread-safe.
   *
   * <p>The pool that {@link #connect} makes: at most 10 connections, since a process that claims
   * and settles in batches keeps few of them busy, and a server of 4 to 8 cores works best with two
   * or three busy connections a core, over all processes; 2 kept when idle; one more for
   * notifications. A caller waits at most 10 seconds for a connection. A statement may take 30
   * seconds and wait 10 seconds for a lock; a transaction whose client stands still is ended after
   * 10 seconds. A server that does not answer at all is given up after 5 seconds when connecting
   * and 60 seconds otherwise. Of several hosts the primary is taken. Statements keep generic plans
   * over indexes, and are not compiled.
   */
  public static final class Builder {

    private final @Nullable DataSource dataSource;
    private @Nullable DatabaseUrl url;
    private String schema = DEFAULT_SCHEMA;
    private int maximumPoolSize = 10;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private boolean migrate = true;
    private boolean notifications = true;
    private boolean rowSecurity;
    private String clock = Sql.SERVER_CLOCK;

    private Builder(@Nullable DataSource dataSource, @Nullable DatabaseUrl url) {
      this.dataSource = dataSource;
      this.url = url;
    }

    /** The schema instead of {@value #DEFAULT_SCHEMA}; at most 50 characters. */
    public Builder schema(String name) {
      if (name.isEmpty() || name.length() > 50) {
        throw new IllegalArgumentException(
            "a schema name has 1 to 50 characters, but this one has " + name.length());
      }
      schema = name;
      return this;
    }

    /** The user, instead of the one in the URL. */
    public Builder user(String name) {
      DatabaseUrl of = requireUrl("the user");
      url = new DatabaseUrl(of.jdbcUrl(), name, of.password(), of.properties());
      return this;
    }

    /** The password, instead of the one in the URL. */
    public Builder password(String secret) {
      DatabaseUrl of = requireUrl("the password");
      url = new DatabaseUrl(of.jdbcUrl(), of.user(), secret, of.properties());
      return this;
    }

    /** How many connections our own pool has at most, the one for notifications apart. */
    public Builder maximumPoolSize(int connections) {
      requireUrl("the size of the pool");
      if (connections < 1) {
        throw new IllegalArgumentException(
            "a pool has at least one connection, but is to have " + connections);
      }
      maximumPoolSize = connections;
      return this;
    }

    /** How long a statement may take, instead of 30 seconds. */
    public Builder statementTimeout(Duration longest) {
      requireUrl("its limits");
      timeouts = timeouts.withStatement(longest);
      return this;
    }

    /** How long a statement may wait for a lock, instead of 10 seconds. */
    public Builder lockTimeout(Duration longest) {
      requireUrl("its limits");
      timeouts = timeouts.withLock(longest);
      return this;
    }

    /** How long a transaction of a process that hangs or is cut off may last, not 10 seconds. */
    public Builder idleTransactionTimeout(Duration longest) {
      requireUrl("its limits");
      timeouts = timeouts.withIdleTransaction(longest);
      return this;
    }

    private DatabaseUrl requireUrl(String what) {
      if (url == null) {
        throw new IllegalStateException(
            "a data source brings "
                + what
                + " itself: set it there, or build the storage of a URL");
      }
      return url;
    }

    /** Whether opening creates and migrates the schema, which is the default, or only verifies. */
    public Builder migrate(boolean onOpen) {
      migrate = onOpen;
      return this;
    }

    /**
     * Whether the server itself keeps tenants apart, by row-level security; not unless told. What
     * is asked or committed for one tenant then runs in a role that sees nothing of others; what
     * serves all of them, such as claims, settlements and timers, in the role of the login. Opening
     * sets it up when it also migrates, and fails when it is not complete; with a {@code
     * DataSource} whose login does not own the schema, grant that {@code <schema>_runtime}.
     */
    public Builder rowSecurity(boolean on) {
      rowSecurity = on;
      return this;
    }

    /** Whether processes tell each other by LISTEN and NOTIFY, which is the default. */
    public Builder notifications(boolean on) {
      notifications = on;
      return this;
    }

    /** The SQL expression that tells the time; for tests, which shift it. */
    Builder clock(String expression) {
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
        return new PostgresStorage(this, dataSource);
      }
      HikariDataSource pool = connect();
      try {
        return new PostgresStorage(this, pool);
      } catch (RuntimeException e) {
        pool.close();
        throw e;
      }
    }

    private HikariDataSource connect() {
      DatabaseUrl to = requireNonNull(url);
      try {
        return new HikariDataSource(
            PoolSettings.pool(to, maximumPoolSize, notifications, timeouts));
      } catch (PoolInitializationException e) {
        throw new StorageException(true, "no connection to " + to + ": " + e.getMessage(), e);
      }
    }
  }
}
