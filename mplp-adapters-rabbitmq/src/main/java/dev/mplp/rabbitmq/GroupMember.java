package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.EventConsumer;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.UnacceptableEventException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscriber of a group. A message is acknowledged when its consumer has returned, or when a
 * copy of it was confirmed in the queue of its rest or of dead letters: whatever breaks in between,
 * it comes again and is not lost.
 *
 * <p>It consumes on one connection and sends such copies over the other one: a broker that is short
 * of memory stops whoever sends, and must not stop acknowledgements, which give it memory back.
 */
final class GroupMember implements Link.Guest, Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);
  private static final Duration AT_HAND = Duration.ofSeconds(10);
  private static final long REST = Duration.ofMillis(200).toNanos();

  private final Link link;
  private final Publisher publisher;
  private final EventGroup group;
  private final GroupQueues queues;
  private final EventConsumer consumer;
  private final ReentrantLock working = new ReentrantLock();
  private volatile @Nullable Channel channel;
  private volatile @Nullable String trouble;
  private volatile boolean ready;
  private volatile boolean closed;

  GroupMember(
      Link link,
      Publisher publisher,
      GroupQueues queues,
      EventGroup group,
      EventConsumer consumer) {
    this.link = link;
    this.publisher = publisher;
    this.group = group;
    this.queues = queues;
    this.consumer = consumer;
  }

  @Override
  public String name() {
    return "group " + group.name();
  }

  @Override
  public void opened(Connection connection) throws IOException {
    queues.declare(connection, group);
    Channel consuming = Topology.channel(connection);
    channel = consuming;
    consuming.addShutdownListener(cause -> ended());
    consuming.basicQos(group.prefetch());
    consuming.basicConsume(
        queues.queue(), false, (tag, delivery) -> take(consuming, delivery), tag -> lostQueue(tag));
    ready = true;
    trouble = null;
    if (closed) {
      lost("the subscription was closed"); // whoever closed it did not see this channel yet
    }
  }

  private void ended() {
    ready = false;
    link.wake();
  }

  /** The queue was deleted under way: it is made anew. */
  private void lostQueue(String tag) {
    LOG.warn("the queue {} was deleted; consumer {} begins anew", queues.queue(), tag);
    Channel consuming = channel;
    if (consuming != null) {
      Endings.end(consuming);
    }
  }

  @Override
  public void lost(String why) {
    ready = false;
    trouble = why;
    Channel before = channel;
    channel = null;
    if (before != null) {
      Endings.end(before);
    }
  }

  @Override
  public @Nullable String trouble() {
    Channel consuming = channel;
    return closed || consuming == null || consuming.isOpen()
        ? null
        : "its channel ended: " + Link.reason(consuming.getCloseReason());
  }

  /** Called for one message after another. */
  private void take(Channel from, Delivery delivery) throws IOException {
    working.lock();
    try {
      if (closed || !from.isOpen()) {
        return; // it goes back when the channel ends
      }
      if (isDone(from, delivery)) {
        from.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
      } else {
        // It can be put nowhere: it goes back, to be handed out on the next channel.
        Endings.end(from);
      }
    } finally {
      working.unlock();
    }
  }

  private boolean isDone(Channel from, Delivery delivery) {
    Letter letter = Letter.of(delivery.getProperties());
    String key = letter.routingKey(delivery.getEnvelope().getRoutingKey());
    try {
      EventMessage message = CloudEvents.read(key, delivery.getProperties(), delivery.getBody());
      consumer.accept(new EventDelivery(message, letter.attempts() + 1, letter.replayed()));
      return true;
    } catch (UnacceptableEventException e) {
      return bury(from, delivery, letter, key, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      return later(from, delivery, letter, key, e.toString());
    }
  }

  private boolean later(Channel from, Delivery delivery, Letter letter, String key, String why) {
    int attempt = letter.attempts() + 1;
    if (attempt >= group.attempts()) {
      return bury(from, delivery, letter, key, why);
    }
    LOG.debug("message of group {} rests after attempt {}: {}", group.name(), attempt, why);
    return put(from, queues.retry(group.delayAfter(attempt)), letter.failed(key, why), delivery);
  }

  private boolean bury(Channel from, Delivery delivery, Letter letter, String key, String why) {
    LOG.warn(
        "message {} of group {} is a dead letter: {}",
        delivery.getProperties().getMessageId(),
        group.name(),
        why);
    return put(from, queues.dead(), letter.dead(key, why), delivery);
  }

  /**
   * Waits for a broker that takes nothing: meanwhile the message stays in these hands, as handing
   * it back and out again counts as an attempt with the broker.
   */
  private boolean put(Channel from, String queue, Map<String, Object> headers, Delivery delivery) {
    BasicProperties properties =
        delivery
            .getProperties()
            .builder()
            .headers(headers)
            .userId(null) // from another user than the one it names the broker takes no copy
            .clusterId(null)
            .deliveryMode(2)
            .build();
    while (!closed && from.isOpen()) {
      try {
        publisher.put(queue, properties, delivery.getBody()).join();
        return true;
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof BrokerException why) || !why.retryable()) {
          LOG.warn("a message could not be put into {}: {}", queue, e.toString());
          return false;
        }
      }
      LockSupport.parkNanos(REST);
    }
    return false;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public Optional<String> problem() {
    return ready || closed ? Optional.empty() : Optional.ofNullable(trouble);
  }

  @Override
  public void close() {
    link.detach(this);
    closed = true;
    boolean idle = false;
    try {
      idle = working.tryLock(AT_HAND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      lost("the subscription was closed");
    } finally {
      if (idle) {
        working.unlock();
      }
    }
  }
}
