package dev.mplp.postgres;

import dev.mplp.spi.StorageException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets old change ids, off everybody's path: small batches, whose work no other process doubles.
 */
final class Housekeeping {

  private static final int BATCH = 1_000;
  private static final long INTERVAL_SECONDS = 30;
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final Database database;
  private final ChangeIds changeIds;

  Housekeeping(Database database) {
    this.database = database;
    changeIds = new ChangeIds(database.sql());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the thread, and catches what fails
  void start(ScheduledExecutorService thread) {
    thread.scheduleWithFixedDelay(this::run, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  private void run() {
    try {
      int forgotten = forgetChangeIds();
      LOG.trace("forgot {} change ids", forgotten);
    } catch (StorageException e) {
      LOG.debug("old change ids are kept until the next time", e);
    }
  }

  /** Forgets all that are older than an hour; how many. */
  int forgetChangeIds() {
    int all = 0;
    int batch = BATCH;
    while (batch == BATCH && !Thread.currentThread().isInterrupted()) {
      batch = database.call(connection -> changeIds.forget(connection, BATCH));
      all += batch;
    }
    return all;
  }
}
