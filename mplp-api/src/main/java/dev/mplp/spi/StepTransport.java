package dev.mplp.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Carries steps to agents in other processes, and their replies back. It is no truth: what it loses
 * is sent again, what it doubles is recognised by its id.
 *
 * <p>There is a durable queue of requests for each role, one durable queue of replies, and
 * cancellations, which reach whoever listens at the moment. What waits in a queue survives a
 * restart of the broker. A queue is made by whoever first sends to it or takes from it. What
 * somebody else put there and is larger than {@link #MAX_DATA} comes to nobody, but is a dead
 * letter by itself.
 *
 * <p>Safe for use by many threads. It connects by itself and again when the connection breaks;
 * subscriptions go on then. That the broker is away is told by {@link #health}, and by the messages
 * that it does not take.
 */
public interface StepTransport extends AutoCloseable {

  /** What is sent at most, in bytes of data. */
  int MAX_DATA = 8 << 20;

  /**
   * Refuses a role that can have no queue here, as its name is too long for one, say. Asked before
   * a role is registered; unless told otherwise 1 to {@value StepMessage#LONGEST_ROLE} characters
   * will do.
   *
   * @throws IllegalArgumentException saying why
   */
  default void checkRole(String role) {
    if (role.isEmpty() || role.length() > StepMessage.LONGEST_ROLE) {
      throw new IllegalArgumentException(
          "the role of agents has 1 to "
              + StepMessage.LONGEST_ROLE
              + " characters, but this has "
              + role.length());
    }
  }

  /**
   * Puts a request into the queue of its role, for one agent of it.
   *
   * @param forgetAfter the request is dropped when no agent has taken it after so long; its sender
   *     sends it again by then. At least a second
   * @return completes when the broker has the request for good. Fails with {@link BrokerException}:
   *     when retryable it may or may not have arrived. Completed on a thread of the transport: what
   *     depends on it returns at once. Bounded: while too many messages wait for their answer, and
   *     while the broker takes none, it is not sent and the result fails at once
   */
  CompletableFuture<Void> send(StepMessage request, Duration forgetAfter);

  /** Puts a reply into the queue of replies; otherwise as {@link #send}, and never dropped. */
  CompletableFuture<Void> reply(StepMessage reply);

  /** Tells a cancellation to everybody who listens now; otherwise as {@link #send}. */
  CompletableFuture<Void> cancel(StepMessage cancellation);

  /**
   * Takes requests of a role, sharing them with others who do. While the broker is away the
   * subscription waits, and goes on when it is back.
   *
   * @param prefetch how many are in the hands of this consumer at most, 1 to 10,000
   * @param consumer is called by one thread at a time and hands them on soon; when it throws, the
   *     delivery is {@linkplain StepDelivery#again put back}
   * @return ends the subscription when closed: what was not done comes to others
   */
  Subscription requests(String role, int prefetch, Consumer<StepDelivery> consumer);

  /** Takes replies, of all roles; otherwise as {@link #requests}. */
  Subscription replies(int prefetch, Consumer<StepDelivery> consumer);

  /** Listens to cancellations; the consumer is called by one thread at a time. */
  Subscription cancellations(Consumer<StepMessage> consumer);

  /**
   * Requests of a role that could not be handled, oldest first, with the beginning of their bodies;
   * they stay where they are.
   *
   * @param limit 1 to 1000
   * @throws BrokerException when the broker is away
   */
  List<DeadLetter> deadRequests(String role, int limit);

  /** Replies that could not be handled; otherwise as {@link #deadRequests}. */
  List<DeadLetter> deadReplies(int limit);

  /** How it is. */
  BrokerHealth health();

  /** Ends all subscriptions and the connection; messages without an answer fail. Idempotent. */
  @Override
  void close();

  /** Somebody who takes messages. */
  interface Subscription extends AutoCloseable {

    /** Whether messages can come at the moment. */
    boolean isReady();

    /** Ends it; idempotent. Nothing comes any more once this returns. */
    @Override
    void close();
  }
}
