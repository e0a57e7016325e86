package dev.mplp.runtime.plan;

import dev.mplp.NotFoundException;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.Tenant;
import dev.mplp.plan.ExecutionResult;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for the end of which execution. Ends that happen in this process are told at once; for
 * those that happen elsewhere a thread of its own looks at the records from time to time, at so
 * many in a pass and no more, as long as somebody waits.
 */
public final class Endings {

  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final long BETWEEN_PASSES = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int A_PASS = 64;

  private final Executions executions;
  private final Map<ExecutionId, Set<Waiter>> waiting = new ConcurrentHashMap<>();
  private final Thread looker;
  private volatile boolean closed;

  private record Waiter(Tenant tenant, CompletableFuture<ExecutionResult> future) {}

  /** Nobody waits yet; the thread starts with {@link #start}. */
  public Endings(Executions executions) {
    this.executions = executions;
    this.looker = new Thread(this::look, "mplp-endings");
    looker.setDaemon(true);
  }

  /** Begins to look. */
  public void start() {
    looker.start();
  }

  /** Completes when the execution ended; whoever hangs something on it waits until then. */
  CompletableFuture<ExecutionResult> future(Tenant tenant, ExecutionId id) {
    return wait(id, new Waiter(tenant, new CompletableFuture<>())).future();
  }

  /** Waits so long, and leaves nothing behind. */
  ExecutionResult await(Tenant tenant, ExecutionId id, long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    Waiter waiter = wait(id, new Waiter(tenant, new CompletableFuture<>()));
    try {
      return waiter.future().get(nanos, TimeUnit.NANOSECONDS);
    } finally {
      forget(id, waiter);
    }
  }

  private Waiter wait(ExecutionId id, Waiter waiter) {
    waiting.compute(
        id,
        (key, others) -> {
          Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(waiter);
          return all;
        });
    LockSupport.unpark(looker);
    look(id, waiter.tenant());
    if (closed) {
      close();
    }
    return waiter;
  }

  private void forget(ExecutionId id, Waiter waiter) {
    waiting.computeIfPresent(
        id,
        (key, all) -> {
          all.remove(waiter);
          return all.isEmpty() ? null : all;
        });
  }

  /** An execution ended here. */
  public void ended(ExecutionId id) {
    waiting.getOrDefault(id, Set.of()).stream()
        .map(Waiter::tenant)
        .distinct()
        .forEach(tenant -> look(id, tenant));
  }

  private void look() {
    Iterator<ExecutionId> next = waiting.keySet().iterator();
    while (!closed) {
      for (int i = 0; i < A_PASS && next.hasNext(); i++) {
        ended(next.next());
      }
      if (!next.hasNext()) {
        next = waiting.keySet().iterator();
      }
      if (next.hasNext()) {
        LockSupport.parkNanos(BETWEEN_PASSES);
      } else {
        LockSupport.park(this);
      }
    }
  }

  /**
   * Answers those who waited before the look: who comes later may have resumed the execution
   * meanwhile, and what was read is the end of its former run.
   */
  private void look(ExecutionId id, Tenant tenant) {
    List<Waiter> waiters =
        waiting.getOrDefault(id, Set.of()).stream()
            .filter(waiter -> waiter.tenant().equals(tenant))
            .toList();
    if (waiters.isEmpty()) {
      return;
    }
    try {
      ExecutionRecord record = executions.get(tenant.name(), id);
      if (record.state().isTerminal()) {
        ExecutionResult result = executions.result(record);
        // what hosts hang on it does not run on threads of the engine
        complete(id, waiters, future -> future.completeAsync(() -> result, Endings::apart));
      }
    } catch (NotFoundException e) {
      complete(id, waiters, future -> future.completeExceptionally(e)); // purged meanwhile
    } catch (RuntimeException e) {
      LOG.debug("looking at execution {} again later", id, e);
    }
  }

  /** Not the common pool: whoever keeps that busy would keep everybody else waiting. */
  private static void apart(Runnable task) {
    Thread thread = new Thread(task, "mplp-ended");
    thread.setDaemon(true);
    thread.start();
  }

  private void complete(
      ExecutionId id, List<Waiter> waiters, Consumer<CompletableFuture<ExecutionResult>> how) {
    for (Waiter waiter : waiters) {
      forget(id, waiter);
      how.accept(waiter.future());
    }
  }

  /** Nobody will tell any more. */
  public void close() {
    closed = true;
    LockSupport.unpark(looker);
    waiting.forEach(
        (id, waiters) -> {
          for (Waiter waiter : waiters) {
            forget(id, waiter);
            waiter
                .future()
                .completeExceptionally(
                    new IllegalStateException(
                        "the runtime was closed; execution " + id + " goes on"));
          }
        });
  }
}
