package dev.mplp.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.mplp.spi.Storage.Signal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what other processes tell, on a connection that it keeps. A lost connection is made
 * again; what was missed meanwhile is made good by raising every signal.
 */
final class NotificationReader implements AutoCloseable {

  private static final int WAIT_MILLIS = 10_000;
  private static final int CHECK_SECONDS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(NotificationReader.class);

  private final DataSource dataSource;
  private final Channel channel;
  private final Signals signals;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Connection current;

  NotificationReader(DataSource dataSource, Channel channel, Signals signals) {
    this.dataSource = dataSource;
    this.channel = channel;
    this.signals = signals;
    thread = Threads.named("mplp-postgres-listener").newThread(this::listen);
  }

  void start() {
    thread.start();
  }

  private void listen() {
    long pause = 100;
    while (!closed) {
      try (Connection connection = dataSource.getConnection()) {
        current = connection;
        listenOn(connection);
        pause = 100;
      } catch (SQLException e) {
        if (!closed) {
          LOG.debug("the connection that listens was lost; another one in {} ms", pause, e);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
          pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
      } finally {
        current = null;
      }
    }
  }

  private void listenOn(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    PGConnection notifications = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen \"" + channel.name().replace("\"", "\"\"") + '"');
    }
    signals.deliver(EnumSet.allOf(Signal.class));
    while (!closed) {
      PGNotification[] received = notifications.getNotifications(WAIT_MILLIS);
      if (received != null && received.length > 0) {
        Set<Signal> told = EnumSet.noneOf(Signal.class);
        for (PGNotification notification : received) {
          told.addAll(channel.signals(notification.getParameter()));
        }
        if (!told.isEmpty()) {
          signals.deliver(told);
        }
      } else if (!connection.isValid(CHECK_SECONDS)) {
        throw new SQLException("the connection does not answer", "08006");
      }
    }
  }

  /** Makes no new connection; the thread ends when it loses the one it has. */
  void stop() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /** Cuts the connection, which wakes the thread up; it is of no use to its pool any more. */
  @Override
  public void close() {
    stop();
    Connection connection = current;
    if (connection != null) {
      try {
        if (dataSource instanceof HikariDataSource pool) {
          pool.evictConnection(connection); // or it warns of a broken connection
        }
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("the connection that listened was lost already", e);
      }
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
