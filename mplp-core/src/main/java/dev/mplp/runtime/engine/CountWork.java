package dev.mplp.runtime.engine;

import dev.mplp.observe.WorkCounts;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts from time to time what is going on, by index values alone, for a listener. A look costs
 * three counts for each of at most {@value #TENANTS} tenants, and the next one goes on after the
 * last of them; once all were looked at, their sum is told.
 */
public final class CountWork {

  private static final Logger LOG = LoggerFactory.getLogger(CountWork.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int TENANTS = 100;

  private final Storage storage;
  private final Notices notices;
  private String after = "";
  private WorkCounts sum = new WorkCounts(0, 0, 0);

  /** Counts that nobody is told yet. */
  public CountWork(Storage storage, Notices notices) {
    this.storage = storage;
    this.notices = notices;
  }

  /** Begins on {@code clock}, which is the caller's, unless nobody listens. */
  public void start(ScheduledExecutorService clock) {
    if (notices.isHeard()) {
      ScheduledFuture<?> ignored =
          clock.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    try {
      List<String> tenants = storage.tenants(after, TENANTS);
      for (String tenant : tenants) {
        sum =
            new WorkCounts(
                sum.openExecutions() + count(tenant, Kinds.EXECUTION, "open", "true"),
                sum.waitingApprovals() + count(tenant, Kinds.CONFIRM, "status", "pending"),
                sum.overdueApprovals() + count(tenant, Kinds.APPROVAL, "overdue", "true"));
      }
      if (tenants.size() == TENANTS) {
        after = tenants.get(TENANTS - 1);
        return;
      }
      WorkCounts told = sum;
      notices.tell(listener -> listener.workCounted(told));
    } catch (StorageException e) {
      LOG.debug("what is going on is counted later", e);
    } catch (RuntimeException e) { // a task that throws is not run again
      LOG.warn("what is going on cannot be counted: {}", e.toString());
    }
    after = "";
    sum = new WorkCounts(0, 0, 0);
  }

  private int count(String tenant, String kind, String index, String value) {
    DocumentQuery query = new DocumentQuery(tenant, kind, Map.of(index, value), 0, 1);
    return storage.count(query, WorkCounts.MOST);
  }
}
