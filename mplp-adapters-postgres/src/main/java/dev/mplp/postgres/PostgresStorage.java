package dev.mplp.postgres;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.StorageHealth;
import dev.mplp.spi.StorageHealth.Connections;
import dev.mplp.spi.Work;
import java.sql.Connection;
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
 * transactions, switch {@linkplain PostgresStorageBuilder#notifications notifications} off, and
 * other processes are found out by looking.
 */
public final class PostgresStorage extends DatabaseStorage {

  /** The schema unless another one is named. */
  public static final String DEFAULT_SCHEMA = "mplp";

  private final OpenSchema schema;
  private final @Nullable HikariDataSource ownPool;
  private final Signals signals;
  private final @Nullable NotificationReader notificationReader;
  private final ScheduledExecutorService background =
      new ScheduledThreadPoolExecutor(1, Threads.named("mplp-postgres-background"));
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A storage in a schema that is open.
   *
   * @param ownPool is closed with the storage
   * @param notifications whether processes tell each other by LISTEN and NOTIFY
   */
  PostgresStorage(OpenSchema schema, @Nullable HikariDataSource ownPool, boolean notifications) {
    this(schema, ownPool, notifications, new Signals());
  }

  private PostgresStorage(
      OpenSchema schema,
      @Nullable HikariDataSource ownPool,
      boolean notifications,
      Signals signals) {
    super(schema.database(), schema.ids(), signals::raise);
    this.schema = schema;
    this.ownPool = ownPool;
    this.signals = signals;
    new Housekeeping(database()).start(background);
    if (notifications) {
      Channel channel = new Channel(schema.name());
      signals.passOnTo(new Notifier(database(), channel, background)::tell);
      notificationReader = new NotificationReader(schema.connections(), channel, signals);
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
  public static PostgresStorageBuilder builder(DataSource dataSource) {
    return new PostgresStorageBuilder(requireNonNull(dataSource, "dataSource"), null);
  }

  /**
   * A builder of a storage with a pool of its own.
   *
   * @param databaseUrl as with {@link #connect}
   */
  public static PostgresStorageBuilder builder(String databaseUrl) {
    return new PostgresStorageBuilder(null, DatabaseUrl.parse(databaseUrl));
  }

  /**
   * Creates the schema or brings it to the version of this release; opening does so unless told
   * otherwise. Safe at any time, also from several processes at once.
   *
   * @throws StorageException when the schema is newer than this release, or was made by other files
   */
  public void migrate() {
    schema.migrations().migrate();
  }

  /**
   * Checks that the schema has the version of this release, whether {@link #migrate} made it or the
   * same files were applied by Flyway.
   *
   * @throws StorageException when it has not
   */
  public void verify() {
    schema.migrations().verify();
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
        new JoinedDatabase(connection, database().sql()),
        notificationReader == null ? null : new Channel(schema.name()),
        schema.ids());
  }

  @Override
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public StorageHealth health() {
    StorageHealth seen = super.health();
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
        waitingToCommit(),
        connections,
        seen.leasesLost(),
        seen.unreadableClaims());
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
        notificationReader.stop();
      }
      if (ownPool != null) {
        ownPool.close(); // first: told of a cut connection, it would wait ten seconds to replace it
      }
      if (notificationReader != null) {
        notificationReader.close();
      }
    }
  }
}
