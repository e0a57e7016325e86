package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.StepId;
import dev.mplp.model.TraceId;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.runtime.event.CompensationRecords;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.spi.Claim;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Settlement;
import dev.mplp.trace.Traceparent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A claim in the hands of this process: who runs it, whether it is to stop, whether it is settled.
 *
 * <p>It is given up twice, once by the thread that runs it and once by its settlement, in whatever
 * order ({@link Ledger}).
 */
final class Attempt {

  /** Why a handler is interrupted. */
  enum Stop {
    NONE,
    TIMEOUT,
    CANCELLED,
    CLOSING
  }

  private final Claim claim;
  private final UUID worker;
  private final ExecutionInfo info;
  private final StepPayload payload;
  private final long began = System.nanoTime();
  private final AtomicBoolean settled = new AtomicBoolean();
  private final AtomicInteger givenUp = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread thread;
  private volatile Stop stop = Stop.NONE;
  private volatile @Nullable Beside beside;

  Attempt(Claim claim, UUID worker, ExecutionInfo info) {
    this.claim = claim;
    this.worker = worker;
    this.info = info;
    this.payload = StepPayload.parse(claim.payload());
  }

  Claim claim() {
    return claim;
  }

  UUID worker() {
    return worker;
  }

  ExecutionInfo info() {
    return info;
  }

  StepPayload payload() {
    return payload;
  }

  StepId stepId() {
    return new StepId(claim.stepId());
  }

  RunRef run() {
    return info.run(claim);
  }

  /** The execution of the plan. */
  ExecutionId executionId() {
    return ExecutionInfo.id(claim);
  }

  /** Whether the step is completed, and to be undone. */
  boolean isCompensation() {
    return claim.compensates() != null;
  }

  /** How failed attempts are repeated. */
  RetryPolicy retry() {
    ExecutionOptions options = info.options();
    return isCompensation() ? options.compensation().retry() : options.retry();
  }

  /** The longest time that it may take, null for no limit. */
  @Nullable Duration longest() {
    ExecutionOptions options = info.options();
    return isCompensation() ? options.compensation().timeout() : options.stepTimeout();
  }

  /** What the failure of the step does to others. */
  Settlement.OnFailure onFailure() {
    return isCompensation() || info.options().onFailure() != FailurePolicy.CONTINUE
        ? Settlement.OnFailure.STOP
        : Settlement.OnFailure.SKIP_DEPENDENTS;
  }

  /**
   * The record of what became of it.
   *
   * @param ofStep as it is for the attempt at a step
   */
  LogEntry entry(LogEntry ofStep) {
    return isCompensation() ? CompensationRecords.of(ofStep) : ofStep;
  }

  /** The header for a request made under a span of this run. */
  String traceparent(String spanId) {
    String caller = info.options().traceparent();
    Traceparent own = new Traceparent(ownTraceId(), spanId, true);
    return (caller == null ? own : Traceparent.parse(caller).map(own::within).orElse(own))
        .toString();
  }

  /** The trace that the run belongs to: that of its caller, if there is one. */
  String traceId() {
    String caller = info.options().traceparent();
    return caller == null
        ? ownTraceId()
        : Traceparent.parse(caller).map(Traceparent::traceId).orElseGet(this::ownTraceId);
  }

  private String ownTraceId() {
    return Traceparent.traceId(new TraceId(claim.runId()));
  }

  String tenant() {
    return claim.tenant();
  }

  long nanos() {
    return System.nanoTime() - began;
  }

  Stop stop() {
    return stop;
  }

  /** What is stored with its end, null for nothing. */
  @Nullable Beside beside() {
    return beside;
  }

  /** When it ends, this is stored with it. */
  void endsWith(Beside more) {
    beside = more;
  }

  /** True once: for whoever settles it. */
  boolean settleOnce() {
    return settled.compareAndSet(false, true);
  }

  /** It has to be settled otherwise: its execution is stopping. */
  void unsettle() {
    settled.set(false);
  }

  boolean isSettled() {
    return settled.get();
  }

  /** True the second time: then it is over. */
  boolean giveUp() {
    return givenUp.incrementAndGet() == 2;
  }

  /** The handler is called on this thread from now on. */
  void enter() {
    lock.lock();
    try {
      thread = Thread.currentThread();
      if (stop != Stop.NONE) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The handler returned: an interrupt that was meant for it does not reach what follows. */
  void leave() {
    lock.lock();
    try {
      thread = null;
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts the handler, if it is running; the first reason counts. */
  void stop(Stop reason) {
    lock.lock();
    try {
      if (stop == Stop.NONE) {
        stop = reason;
      }
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isRunning() {
    lock.lock();
    try {
      return thread != null;
    } finally {
      lock.unlock();
    }
  }
}
