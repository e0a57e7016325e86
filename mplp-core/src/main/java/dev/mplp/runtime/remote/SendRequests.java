package dev.mplp.runtime.remote;

import dev.mplp.MplpException;
import dev.mplp.model.ExecutionId;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands requests and cancellations to the transport, on a thread of its own: whoever settles steps
 * never waits for a broker. What the transport does not take now is tried again every second, until
 * it is time to send it again anyway; what does not fit in here is left to that time at once.
 */
final class SendRequests implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SendRequests.class);
  private static final int MOST = 20_000;
  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_IN_FLIGHT = 1_000;
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final StepTransport transport;
  private final Storage storage;
  private final Consumer<Consumer<RuntimeListener>> notices;
  private final FailedSends failed;
  private final DelayQueue<Outgoing> queue = new DelayQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
  private final Thread thread;
  private volatile boolean closing;
  private volatile long drainUntil;

  /**
   * A message on its way.
   *
   * @param until when nobody tries any more, by {@link System#nanoTime}
   * @param after not before
   */
  private record Outgoing(
      Supplier<CompletableFuture<Void>> sending, int size, long until, long after, Runnable sent)
      implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(after - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(after, ((Outgoing) other).after);
    }

    Outgoing later() {
      return new Outgoing(sending, size, until, System.nanoTime() + REST.toNanos(), sent);
    }
  }

  SendRequests(
      StepTransport transport, Storage storage, Consumer<Consumer<RuntimeListener>> notices) {
    this.transport = transport;
    this.storage = storage;
    this.notices = notices;
    this.failed = new FailedSends(notices);
    this.thread = new Thread(this::run, "mplp-remote-send");
    thread.setDaemon(true);
  }

  /** Requests of which role cannot be sent at the moment, and why; null for none. */
  @Nullable String trouble() {
    return failed.trouble();
  }

  void start() {
    thread.start();
  }

  /**
   * Sends the request of a step.
   *
   * @param times how often it was sent since there was a sign of life
   */
  void send(ParkedStep step, byte[] request, int times, boolean again) {
    StepMessage message =
        new StepMessage(step.request().toString(), step.role(), EventMessage.JSON, request);
    Duration wait = Resend.after(step, times);
    add(
        () -> failed.watch(step.role(), transport.send(message, wait)),
        request.length,
        wait,
        () -> notices.accept(listener -> listener.remoteRequestSent(step.role(), again)));
  }

  /** Tells agents that nobody waits for this any more; they may not hear it. */
  void cancel(RequestId request, String reason) {
    cancel(request.toString(), null, reason);
  }

  /** The same for all requests of an execution so far. */
  void cancel(ExecutionId executionId, String reason) {
    cancel(null, executionId, reason);
  }

  private void cancel(@Nullable String request, @Nullable ExecutionId executionId, String reason) {
    Supplier<CompletableFuture<Void>> sending =
        () -> {
          StepCancellation cancellation =
              new StepCancellation(request, executionId, storage.now(), reason);
          return transport.cancel(
              new StepMessage(cancellation.subject(), "", EventMessage.JSON, cancellation.bytes()));
        };
    add(sending, 0, REST, () -> {});
  }

  private void add(
      Supplier<CompletableFuture<Void>> sending, int size, Duration within, Runnable sent) {
    if (waiting.get() >= MOST || bytes.get() + size > MOST_BYTES || closing) {
      return;
    }
    long now = System.nanoTime();
    waiting.incrementAndGet();
    bytes.addAndGet(size);
    queue.add(new Outgoing(sending, size, now + within.toNanos(), now, sent));
  }

  /** It was answered, or is given up: there is room for others. */
  private void gone(Outgoing outgoing) {
    waiting.decrementAndGet();
    bytes.addAndGet(-outgoing.size());
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    while (!closing || mayDrain()) {
      try {
        Outgoing next = queue.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          awaitTransport(next);
          send(next);
        }
      } catch (InterruptedException e) {
        return; // only its owner interrupts it
      } catch (Throwable e) { // the thread goes on, or nothing would be sent any more
        LOG.error("a request is sent when it is time to send it again", e);
      }
    }
  }

  /** What is there when it closes is still sent, if that is soon: else the resend has to do it. */
  private boolean mayDrain() {
    return !queue.isEmpty() && System.nanoTime() - drainUntil < 0 && transport.health().available();
  }

  private void awaitTransport(Outgoing next) {
    try {
      while (!closing && !transport.health().available() && !isOver(next)) {
        Pause.millis(50);
      }
    } catch (RuntimeException e) { // sending it tells more
      LOG.debug("the health of the transport is not told", e);
    }
  }

  private static boolean isOver(Outgoing outgoing) {
    return System.nanoTime() - outgoing.until() >= 0;
  }

  private void send(Outgoing next) throws InterruptedException {
    if (isOver(next)) {
      gone(next);
      return;
    }
    inFlight.acquire();
    CompletableFuture<Void> answer;
    try {
      answer = next.sending().get();
    } catch (Throwable e) {
      answer = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Void> unused =
        answer.whenComplete(
            (ok, error) -> {
              inFlight.release();
              answered(next, error);
            });
  }

  private void answered(Outgoing outgoing, @Nullable Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof MplpException mplp && mplp.retryable() && !closing) {
      queue.add(outgoing.later());
      return;
    }
    gone(outgoing);
    if (cause == null) {
      outgoing.sent().run();
    } else if (!closing) {
      LOG.error("a request cannot be sent; its step waits for its time-out", cause);
    }
  }

  /** Sends what is there and waits for the answers, two seconds each at most. */
  @Override
  public void close() {
    drainUntil = System.nanoTime() + DRAIN.toNanos();
    closing = true;
    try {
      thread.join(DRAIN.toMillis() + 500);
      if (inFlight.tryAcquire(MOST_IN_FLIGHT, DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        inFlight.release(MOST_IN_FLIGHT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
