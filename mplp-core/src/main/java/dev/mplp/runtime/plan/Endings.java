package dev.mplp.runtime.plan;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.Tenant;
import dev.mplp.plan.ExecutionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for the end of which execution. Ends that happen in this process are told at once; for
 * those that happen elsewhere the records are looked at from time to time.
 */
public final class Endings {

  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final long LOOK = 250;

  private final Executions executions;
  private final Map<Key, CompletableFuture<ExecutionResult>> waiting = new ConcurrentHashMap<>();

  private record Key(Tenant tenant, ExecutionId id) {}

  /** Nobody waits yet; {@code clock} is the caller's. */
  public Endings(Executions executions, ScheduledExecutorService clock) {
    this.executions = executions;
    ScheduledFuture<?> ignored =
        clock.scheduleWithFixedDelay(this::lookAtAll, LOOK, LOOK, TimeUnit.MILLISECONDS);
  }

  /** Completes when the execution ended; everybody who waits for it shares what comes. */
  CompletableFuture<ExecutionResult> future(Tenant tenant, ExecutionId id) {
    Key key = new Key(tenant, id);
    CompletableFuture<ExecutionResult> shared =
        waiting.computeIfAbsent(key, k -> new CompletableFuture<>());
    look(key);
    return shared;
  }

  /** An execution ended here. */
  public void ended(ExecutionId id) {
    for (Key key : waiting.keySet()) {
      if (key.id().equals(id)) {
        look(key);
      }
    }
  }

  private void lookAtAll() {
    List<Key> keys = new ArrayList<>(waiting.keySet());
    keys.forEach(this::look);
  }

  private void look(Key key) {
    try {
      ExecutionRecord record = executions.get(key.tenant().name(), key.id());
      if (record.state().isTerminal()) {
        complete(key, executions.result(record));
      }
    } catch (RuntimeException e) {
      LOG.debug("looking at execution {} again later", key.id(), e);
    }
  }

  private void complete(Key key, ExecutionResult result) {
    CompletableFuture<ExecutionResult> future = waiting.remove(key);
    if (future != null) {
      // what hosts hang on it does not run on threads of the engine
      CompletableFuture<ExecutionResult> unused = future.completeAsync(() -> result);
    }
  }

  /** Nobody will tell any more. */
  public void close() {
    for (Key key : new ArrayList<>(waiting.keySet())) {
      CompletableFuture<ExecutionResult> future = waiting.remove(key);
      if (future != null) {
        future.completeExceptionally(
            new IllegalStateException(
                "the runtime was closed; execution " + key.id() + " goes on"));
      }
    }
  }
}
