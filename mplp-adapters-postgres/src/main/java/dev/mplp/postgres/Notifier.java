package dev.mplp.postgres;

import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.StorageException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other processes what was committed here, by NOTIFY.
 *
 * <p>Never in the committing transaction: one that has notified commits under a lock of the whole
 * database, one at a time. So the hints follow afterwards, from a connection of their own, and
 * those of one interval together. They need not survive a crash, and nobody waits for the disk.
 */
final class Notifier {

  private static final long INTERVAL_MILLIS = 20;
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private final Database database;
  private final Channel channel;
  private final ScheduledExecutorService thread;
  private final Set<Signal> pending = EnumSet.noneOf(Signal.class);

  Notifier(Database database, Channel channel, ScheduledExecutorService thread) {
    this.database = database;
    this.channel = channel;
    this.thread = thread;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it, and it catches what fails
  void tell(Set<Signal> signals) {
    synchronized (pending) {
      boolean scheduled = !pending.isEmpty();
      pending.addAll(signals);
      if (scheduled) {
        return;
      }
    }
    try {
      thread.schedule(this::send, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("closed: others find out by looking", e);
    }
  }

  private void send() {
    Set<Signal> signals;
    synchronized (pending) {
      signals = EnumSet.copyOf(pending);
      pending.clear();
    }
    try {
      database.callOnce(
          connection ->
              new Query("select set_config('synchronous_commit', 'off', true), pg_notify(?, ?)")
                  .with(channel.name())
                  .with(channel.message(signals))
                  .list(connection, row -> row));
    } catch (StorageException e) {
      LOG.debug("a hint to other processes was lost; they find out by looking", e);
    }
  }
}
