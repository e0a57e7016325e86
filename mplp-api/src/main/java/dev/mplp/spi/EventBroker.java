package dev.mplp.spi;

import java.util.concurrent.CompletableFuture;

/**
 * Carries events to other systems. It is no truth: what it loses is in the log and can be sent
 * again.
 *
 * <p>Safe for use by many threads. It connects by itself and again when the connection breaks; that
 * the broker is away is told by {@link #health}, and by the messages that it does not take.
 */
public interface EventBroker extends AutoCloseable {

  /** What is published at most, in bytes of data. */
  int MAX_DATA = 8 << 20;

  /**
   * Sends a message to whoever subscribed to such. Messages of one thread are sent in the order of
   * the calls. Bounded: while too many messages wait for their answer, and while the broker takes
   * none, it is not sent and the result fails at once.
   *
   * @return completes when the broker has the message for good: it survives a restart of the broker
   *     in every durable queue that it goes to. Fails with {@link BrokerException}: when retryable
   *     the message may or may not have arrived and is to be sent again, so subscribers may see it
   *     twice. Completed on a thread of the broker: what depends on it returns at once
   */
  CompletableFuture<Void> publish(EventMessage message);

  /** Who receives them. */
  EventGroups groups();

  /** How it is. */
  BrokerHealth health();

  /** Ends the connection; messages without an answer fail. Idempotent. */
  @Override
  void close();
}
