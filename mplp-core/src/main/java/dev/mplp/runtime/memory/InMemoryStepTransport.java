package dev.mplp.runtime.memory;

import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A transport of steps in the memory of this process: for tests of agents and of what is sent to
 * them. Thread-safe.
 */
public final class InMemoryStepTransport implements StepTransport {

  private final StepQueues queues;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private InMemoryStepTransport(StepQueues queues) {
    this.queues = queues;
  }

  /** A transport whose queues are empty. */
  public static InMemoryStepTransport create() {
    return new InMemoryStepTransport(new StepQueues());
  }

  /** Another one over the same queues, as another process would have it. */
  public InMemoryStepTransport connect() {
    return new InMemoryStepTransport(queues);
  }

  /** Loses everything that waits in queues, as a broker does that comes back without its data. */
  public void lose() {
    queues.lose();
  }

  /** Puts bytes into the queue of a role, as somebody could who knows nothing of its messages. */
  public void injectRequest(String role, byte[] data) {
    queues.of(role).add(stray(data), null);
  }

  /** Puts bytes into the queue of replies. */
  public void injectReply(byte[] data) {
    queues.replies().add(stray(data), null);
  }

  private static StepMessage stray(byte[] data) {
    return new StepMessage("?", "", EventMessage.JSON, data);
  }

  @Override
  public CompletableFuture<Void> send(StepMessage request, Duration forgetAfter) {
    if (forgetAfter.toMillis() < 1000) {
      throw new IllegalArgumentException("forgetAfter is a second or more, not " + forgetAfter);
    }
    return put(request, () -> queues.of(request.role()).add(request, forgetAfter));
  }

  @Override
  public CompletableFuture<Void> reply(StepMessage reply) {
    return put(reply, () -> queues.replies().add(reply, null));
  }

  @Override
  public CompletableFuture<Void> cancel(StepMessage cancellation) {
    return put(
        cancellation,
        () -> {
          queues.cancel(cancellation);
          return true;
        });
  }

  private interface Putting {
    /** False when there is no room. */
    boolean put();
  }

  private CompletableFuture<Void> put(StepMessage message, Putting putting) {
    if (closed) {
      return failed(true, "the transport was closed");
    } else if (message.data().length > MAX_DATA) {
      return failed(false, "message " + message.id() + " has more than " + MAX_DATA + " bytes");
    } else if (!putting.put()) {
      return failed(true, "the queue has as many messages as there may be");
    }
    return CompletableFuture.completedFuture(null);
  }

  private static CompletableFuture<Void> failed(boolean retryable, String why) {
    return CompletableFuture.failedFuture(new BrokerException(retryable, why, null));
  }

  @Override
  public Subscription requests(String role, int prefetch, Consumer<StepDelivery> consumer) {
    return join(queues.of(role), prefetch, consumer);
  }

  @Override
  public Subscription replies(int prefetch, Consumer<StepDelivery> consumer) {
    return join(queues.replies(), prefetch, consumer);
  }

  private Subscription join(StepQueue queue, int prefetch, Consumer<StepDelivery> consumer) {
    if (prefetch < 1 || prefetch > 10_000) {
      throw new IllegalArgumentException("prefetch is 1 to 10,000, but is " + prefetch);
    }
    return open(queue.join(prefetch, consumer));
  }

  @Override
  public Subscription cancellations(Consumer<StepMessage> consumer) {
    return open(queues.listen(consumer));
  }

  /** Closed with this transport at the latest. */
  private Subscription open(Subscription subscription) {
    subscriptions.add(subscription);
    if (closed) {
      subscription.close();
    }
    return subscription;
  }

  @Override
  public List<DeadLetter> deadRequests(String role, int limit) {
    return queues.of(role).dead(limit);
  }

  @Override
  public List<DeadLetter> deadReplies(int limit) {
    return queues.replies().dead(limit);
  }

  @Override
  public BrokerHealth health() {
    return closed
        ? new BrokerHealth(BrokerHealth.State.AWAY, "closed")
        : new BrokerHealth(BrokerHealth.State.AVAILABLE, "in memory");
  }

  @Override
  public void close() {
    closed = true;
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
  }
}
