package dev.mplp.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.mplp.spi.StepTransport.Subscription;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from a queue, on a channel of its own for each connection. What was not
 * acknowledged when the channel ends comes to others, or here again.
 */
final class Taker implements Link.Guest, Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqStepTransport.class);

  private final Link link;
  private final String name;
  private final Source source;
  private final boolean acknowledges;
  private final Hands hands;
  private final ReentrantLock working = new ReentrantLock();
  private volatile @Nullable Channel channel;
  private volatile boolean closed;

  /** Where messages come from. */
  interface Source {
    /** Makes a channel ready; answers the name of the queue. */
    String open(Connection connection, Channel channel) throws IOException;
  }

  /** Whom messages are given to. */
  interface Hands {
    /** Takes one, and may acknowledge it on this channel, later as well. */
    void take(Channel channel, Delivery delivery);
  }

  /**
   * A taker that is not attached yet.
   *
   * @param name for people
   * @param acknowledges whether the hands acknowledge; otherwise what was sent to them is done
   */
  Taker(Link link, String name, Source source, boolean acknowledges, Hands hands) {
    this.link = link;
    this.name = name;
    this.source = source;
    this.acknowledges = acknowledges;
    this.hands = hands;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void opened(Connection connection) throws IOException {
    Channel taking = Topology.channel(connection);
    try {
      consume(taking, source.open(connection, taking));
    } catch (IOException | RuntimeException e) {
      Endings.end(taking);
      throw e;
    }
    channel = taking;
    if (closed) {
      Endings.end(taking); // it was closed meanwhile, and found no channel
    }
  }

  private void consume(Channel taking, String queue) throws IOException {
    taking.basicConsume(
        queue,
        !acknowledges,
        (tag, delivery) -> take(taking, delivery),
        tag -> {
          LOG.warn("the queue {} was deleted; its consumer begins anew", queue);
          Endings.end(taking);
        });
  }

  /** Called for one message after another. */
  private void take(Channel from, Delivery delivery) {
    working.lock();
    try {
      if (!closed) {
        hands.take(from, delivery);
      } // otherwise it goes back when the channel ends
    } finally {
      working.unlock();
    }
  }

  @Override
  public void lost(String why) {
    channel = null;
  }

  @Override
  public @Nullable String trouble() {
    Channel taking = channel;
    return closed || taking == null || taking.isOpen()
        ? null
        : "its channel ended: " + Link.reason(taking.getCloseReason());
  }

  @Override
  public boolean isReady() {
    Channel taking = channel;
    return taking != null && taking.isOpen();
  }

  /** Waits for the hands to have taken the message at hand. */
  @Override
  public void close() {
    link.detach(this);
    closed = true;
    working.lock();
    try {
      Channel taking = channel;
      channel = null;
      if (taking != null) {
        Endings.end(taking);
      }
    } finally {
      working.unlock();
    }
  }
}
