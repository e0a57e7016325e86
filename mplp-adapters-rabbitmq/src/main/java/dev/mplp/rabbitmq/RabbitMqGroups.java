package dev.mplp.rabbitmq;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventConsumer;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Groups as queues of the broker, see {@link GroupQueues}. */
final class RabbitMqGroups implements EventGroups {

  private static final int MOST = 1_000;

  private final Link consuming;
  private final Link link;
  private final Publisher publisher;
  private final String exchange;

  /**
   * Groups of an exchange.
   *
   * @param consuming the link of subscriptions, apart from that on which is sent
   */
  RabbitMqGroups(Link consuming, Link link, Publisher publisher, String exchange) {
    this.consuming = consuming;
    this.link = link;
    this.publisher = publisher;
    this.exchange = exchange;
  }

  @Override
  public Subscription subscribe(EventGroup group, EventConsumer consumer) {
    GroupQueues queues = new GroupQueues(exchange, group.name());
    GroupMember member =
        new GroupMember(consuming, publisher, queues, group, requireNonNull(consumer, "consumer"));
    consuming.attach(member);
    return member;
  }

  @Override
  public CompletableFuture<Void> send(String group, EventMessage message) {
    return publisher.send(new GroupQueues(exchange, group).queue(), message);
  }

  @Override
  public List<DeadLetter> deadLetters(String group, int limit) {
    checkLimit(limit);
    GroupQueues queues = new GroupQueues(exchange, group);
    return visit(
        group, channel -> DeadQueue.read(channel, queues.dead(), limit, RabbitMqGroups::id));
  }

  private static String id(BasicProperties properties) {
    String id = properties.getMessageId();
    return id == null ? "" : id;
  }

  @Override
  public int redeliver(String group, int limit) {
    checkLimit(limit);
    GroupQueues queues = new GroupQueues(exchange, group);
    return visit(
        group,
        channel -> {
          int many = 0;
          for (GetResponse got = channel.basicGet(queues.dead(), false);
              got != null;
              got = many < limit ? channel.basicGet(queues.dead(), false) : null) {
            BasicProperties properties =
                got.getProps().builder().headers(Letter.of(got.getProps()).again()).build();
            publisher.put(queues.queue(), properties, got.getBody()).join();
            channel.basicAck(got.getEnvelope().getDeliveryTag(), false);
            many++;
          }
          return many;
        });
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit is 1 to 1000, but is " + limit);
    }
  }

  /** What is done on a channel of its own. */
  private interface Visit<T> {
    /** Does it. */
    T on(Channel channel) throws IOException;
  }

  private <T> T visit(String group, Visit<T> visit) {
    Connection connection = link.connection();
    if (connection == null) {
      throw new BrokerException(true, link.health().detail(), null);
    }
    try {
      if (!new GroupQueues(exchange, group).exist(connection)) {
        throw new BrokerException(
            false, "there is no group \"" + group + "\": nobody ever subscribed to it", null);
      }
      Channel channel = Topology.channel(connection);
      try {
        return visit.on(channel);
      } finally {
        Endings.end(channel);
      }
    } catch (IOException | ShutdownSignalException | CompletionException e) {
      throw new BrokerException(
          true, "the dead letters of group \"" + group + "\" are not to be had: " + e, e);
    }
  }
}
