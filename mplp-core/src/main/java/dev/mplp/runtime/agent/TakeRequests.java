package dev.mplp.runtime.agent;

import static java.util.Objects.requireNonNull;

import dev.mplp.runtime.engine.Threads;
import dev.mplp.runtime.remote.ComeAgain;
import dev.mplp.runtime.remote.StepCancellation;
import dev.mplp.runtime.remote.StepRequest;
import dev.mplp.runtime.remote.UnacceptableMessageException;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.StepTransport.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests and has them done. A request that is in hand already is not done twice: its copy
 * joins it. What is no request is refused.
 */
final class TakeRequests {

  private static final Logger LOG = LoggerFactory.getLogger(TakeRequests.class);

  private final StepTransport transport;
  private final Map<String, RemoteHandler> handlers;
  private final int concurrency;
  private final Map<String, Semaphore> places = new HashMap<>();
  private final Map<String, LiveRequest> inHand = new ConcurrentHashMap<>();
  private final ComeAgain comeAgain = new ComeAgain();
  private final List<Subscription> taking = new ArrayList<>();
  private final List<Subscription> listening = new ArrayList<>();
  private final ExecutorService threads;
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, Threads.named("agent-clock"));
  private final AtomicBoolean closed = new AtomicBoolean();

  TakeRequests(StepTransport transport, Map<String, RemoteHandler> handlers, int concurrency) {
    this.transport = transport;
    this.handlers = Map.copyOf(handlers);
    this.concurrency = concurrency;
    handlers.keySet().forEach(role -> places.put(role, new Semaphore(concurrency)));
    this.threads = Executors.newCachedThreadPool(Threads.named("agent"));
    clock.setRemoveOnCancelPolicy(true);
  }

  void start() {
    listening.add(transport.cancellations(this::cancelled));
    handlers.forEach(
        (role, handler) ->
            taking.add(
                transport.requests(role, concurrency, delivery -> take(role, handler, delivery))));
  }

  boolean isReady() {
    return taking.stream().allMatch(Subscription::isReady);
  }

  private void take(String role, RemoteHandler handler, StepDelivery delivery) {
    if (closed.get()) {
      return; // it comes to others when the subscription ends
    }
    if (comeAgain.isUnreadable(delivery)) {
      return;
    }
    StepRequest request;
    try {
      request = StepRequest.parse(delivery.message().data(), role);
    } catch (UnacceptableMessageException e) {
      LOG.warn("a request for {} is refused: {}", role, e.reason());
      delivery.refuse(e.reason());
      return;
    }
    LiveRequest fresh = new LiveRequest(transport, clock, request, handler);
    LiveRequest live =
        inHand.compute(
            request.requestId(),
            (id, before) -> {
              LiveRequest now = before == null ? fresh : before;
              now.join(delivery);
              return now;
            });
    if (live == fresh) {
      threads.execute(() -> run(fresh));
    }
  }

  /**
   * Waits for its place: a connection that breaks hands out more than there are places for, beside
   * what still runs.
   */
  private void run(LiveRequest live) {
    Semaphore place = requireNonNull(places.get(live.role()));
    try {
      place.acquire();
      try {
        live.run();
      } finally {
        place.release();
      }
    } catch (InterruptedException e) { // the agent closes
      live.giveUp();
    } finally {
      inHand.remove(live.requestId(), live); // a copy that joins before meets the same fate
    }
  }

  private void cancelled(StepMessage message) {
    StepCancellation cancellation;
    try {
      cancellation = StepCancellation.parse(message.data());
    } catch (UnacceptableMessageException e) {
      LOG.warn("a cancellation is not heeded: {}", e.reason());
      return;
    }
    for (LiveRequest live : inHand.values()) {
      if (cancellation.isOf(live.request())) {
        live.cancel();
      }
    }
  }

  void close(Duration timeout) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    awaitIdle(timeout);
    inHand.values().forEach(LiveRequest::close);
    awaitIdle(Duration.ofSeconds(2));
    taking.forEach(Subscription::close);
    listening.forEach(Subscription::close);
    threads.shutdownNow();
    clock.shutdownNow();
  }

  private void awaitIdle(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (!inHand.isEmpty()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      Pause.millis(5);
    }
  }
}
