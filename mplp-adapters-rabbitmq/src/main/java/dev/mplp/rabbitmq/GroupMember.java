package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.mplp.spi.EventConsumer;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.UnacceptableEventException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscriber of a group. A message is acknowledged when its consumer has returned, or when a
 * copy of it was confirmed in the queue of its rest or of dead letters: whatever breaks in between,
 * it comes again and is not lost.
 */
final class GroupMember implements Link.Guest, Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);
  private static final long PATIENCE_SECONDS = 30;

  private final Link link;
  private final EventGroup group;
  private final GroupQueues queues;
  private final EventConsumer consumer;
  private final ReentrantLock working = new ReentrantLock();
  private volatile @Nullable Channel channel;
  private volatile @Nullable ConfirmedChannel aside;
  private volatile boolean ready;
  private volatile boolean closed;

  GroupMember(Link link, String exchange, EventGroup group, EventConsumer consumer) {
    this.link = link;
    this.group = group;
    this.queues = new GroupQueues(exchange, group.name());
    this.consumer = consumer;
  }

  @Override
  public void opened(Connection connection) throws IOException {
    queues.declare(connection, group);
    aside = new ConfirmedChannel(Topology.channel(connection));
    Channel consuming = Topology.channel(connection);
    consuming.basicQos(group.prefetch());
    channel = consuming;
    consuming.basicConsume(
        queues.queue(), false, (tag, delivery) -> take(consuming, delivery), tag -> lostQueue(tag));
    ready = true;
  }

  /** The queue was deleted under way: a new connection makes it anew. */
  private void lostQueue(String tag) {
    LOG.warn("the queue {} was deleted; consumer {} begins anew", queues.queue(), tag);
    Channel consuming = channel;
    if (consuming != null) {
      Topology.end(consuming);
    }
  }

  @Override
  public void lost(String why) {
    ready = false;
    channel = null;
    ConfirmedChannel before = aside;
    aside = null;
    if (before != null) {
      before.close(why);
    }
  }

  @Override
  public @Nullable String trouble() {
    Channel consuming = channel;
    if (closed || consuming == null || consuming.isOpen()) {
      return null;
    }
    return "the channel of group " + group.name() + " ended: " + consuming.getCloseReason();
  }

  /** Called for one message after another. */
  private void take(Channel from, Delivery delivery) throws IOException {
    working.lock();
    try {
      long tag = delivery.getEnvelope().getDeliveryTag();
      if (closed) {
        return; // it goes back when the channel ends
      }
      if (isDone(delivery)) {
        from.basicAck(tag, false);
      } else {
        // It can be put nowhere at the moment: it goes back, to be handed out on the next channel.
        Topology.end(from);
      }
    } finally {
      working.unlock();
    }
  }

  private boolean isDone(Delivery delivery) {
    Letter letter = Letter.of(delivery.getProperties());
    String key = letter.routingKey(delivery.getEnvelope().getRoutingKey());
    try {
      EventMessage message = CloudEvents.read(key, delivery.getProperties(), delivery.getBody());
      consumer.accept(new EventDelivery(message, letter.attempts() + 1, letter.replayed()));
      return true;
    } catch (UnacceptableEventException e) {
      return bury(delivery, letter, key, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      return later(delivery, letter, key, e.toString());
    }
  }

  private boolean later(Delivery delivery, Letter letter, String key, String why) {
    int attempt = letter.attempts() + 1;
    if (attempt >= group.attempts()) {
      return bury(delivery, letter, key, why);
    }
    LOG.debug("message of group {} rests after attempt {}: {}", group.name(), attempt, why);
    return put(queues.retry(group.delayAfter(attempt)), letter.failed(key, why), delivery);
  }

  private boolean bury(Delivery delivery, Letter letter, String key, String why) {
    LOG.warn(
        "message {} of group {} is a dead letter: {}",
        delivery.getProperties().getMessageId(),
        group.name(),
        why);
    return put(queues.dead(), letter.dead(key, why), delivery);
  }

  private boolean put(String queue, Map<String, Object> headers, Delivery delivery) {
    ConfirmedChannel to = aside;
    if (to == null) {
      return false;
    }
    BasicProperties properties =
        delivery.getProperties().builder().headers(headers).deliveryMode(2).build();
    String id = String.valueOf(properties.getMessageId());
    try {
      to.publish("", queue, id, properties, delivery.getBody())
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
      return true;
    } catch (CompletionException e) {
      LOG.warn("message {} could not be put into {}: {}", id, queue, e.toString());
      return false;
    }
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  /** Waits for the message at hand; what was fetched beside it goes back. */
  @Override
  public void close() {
    link.detach(this);
    closed = true;
    working.lock();
    try {
      Channel consuming = channel;
      if (consuming != null) {
        Topology.end(consuming);
      }
      lost("the subscription was closed");
    } finally {
      working.unlock();
    }
  }
}
