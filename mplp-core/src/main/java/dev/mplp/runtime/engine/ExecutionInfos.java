package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.runtime.plan.Executions;
import dev.mplp.spi.Claim;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The executions that a worker lately had steps of; the least recently used one goes first. */
final class ExecutionInfos {

  private static final int MOST = 4096;

  private final Executions executions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, ExecutionInfo> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ExecutionInfo> eldest) {
          return size() > MOST;
        }
      };

  ExecutionInfos(Executions executions) {
    this.executions = executions;
  }

  ExecutionInfo of(Claim claim) {
    ExecutionId id = ExecutionInfo.id(claim);
    ExecutionInfo info = cached(id.uuid());
    if (info != null) {
      return info;
    }
    ExecutionInfo read = new ExecutionInfo(executions.get(claim.tenant(), id));
    lock.lock();
    try {
      known.put(id.uuid(), read);
    } finally {
      lock.unlock();
    }
    return read;
  }

  private @Nullable ExecutionInfo cached(UUID executionId) {
    lock.lock();
    try {
      return known.get(executionId);
    } finally {
      lock.unlock();
    }
  }

  void forget(UUID executionId) {
    lock.lock();
    try {
      known.remove(executionId);
    } finally {
      lock.unlock();
    }
  }
}
