package dev.mplp.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.StepTransportFixture;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Queues of its own on a server. */
final class StepFixture implements StepTransportFixture {

  private final RabbitMqServer server;
  private final String prefix = "test." + UUID.randomUUID();
  private final StepQueues queues = new StepQueues(prefix);
  private final Set<String> made = new LinkedHashSet<>();
  private final Connection connection;
  private final Channel channel;

  StepFixture(RabbitMqServer server) {
    this.server = server;
    try {
      ConnectionFactory factory = new ConnectionFactory();
      factory.setUri(server.url());
      connection = factory.newConnection("test");
      channel = connection.createChannel();
      queues.declareReplies(connection);
      made.add(queues.replies());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String prefix() {
    return prefix;
  }

  StepQueues queues() {
    return queues;
  }

  Channel channel() {
    return channel;
  }

  @Override
  public StepTransport open() {
    return RabbitMqStepTransport.builder(server.url()).prefix(prefix).open();
  }

  @Override
  public void injectRequest(String role, byte[] data) {
    try {
      queues.declareRequests(connection, role);
      made.add(queues.requests(role));
      channel.basicPublish("", queues.requests(role), null, data);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void injectReply(byte[] data) {
    try {
      channel.basicPublish("", queues.replies(), null, data);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Queues of roles that were not made here are told by the test. */
  void madeBy(String... roles) {
    for (String role : roles) {
      made.add(queues.requests(role));
    }
  }

  @Override
  public void close() {
    try {
      for (String queue : made) {
        channel.queueDelete(queue);
        channel.queueDelete(StepQueues.dead(queue));
      }
      channel.exchangeDelete(queues.requests());
      channel.exchangeDelete(queues.cancellations());
      channel.exchangeDelete(queues.replies());
      channel.exchangeDelete(queues.deadLetters());
      connection.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
