package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.runtime.budget.BudgetRecord;
import dev.mplp.spi.Storage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The budget of an execution as this process last stored it; used by who holds its lock. */
final class KnownBudget {

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable BudgetRecord record;

  ReentrantLock lock() {
    return lock;
  }

  /** As it is known, or read; one that was exceeded may have been enlarged and is always read. */
  BudgetRecord read(Storage storage, String tenant, ExecutionId id) {
    BudgetRecord known = record;
    if (known != null && !known.isExceeded()) {
      return known;
    }
    BudgetRecord read =
        BudgetRecord.find(storage, tenant, id)
            .orElseThrow(() -> new IllegalStateException("execution " + id + " has no budget"));
    record = read;
    return read;
  }

  void is(BudgetRecord stored) {
    record = stored;
  }

  void forget() {
    record = null;
  }
}
