package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A look into a queue of dead letters. */
final class DeadQueue {

  private DeadQueue() {}

  /**
   * Dead letters, oldest first, which stay where they are; none when there is no such queue.
   *
   * @param id what a letter is called
   * @throws BrokerException when the broker is away
   */
  static List<DeadLetter> look(
      Link link, String queue, int limit, Function<BasicProperties, String> id) {
    Connection connection = link.connection();
    if (connection == null) {
      throw new BrokerException(true, link.health().detail(), null);
    }
    try {
      if (!new Topology(connection).isThere(channel -> channel.queueDeclarePassive(queue))) {
        return List.of();
      }
      Channel channel = Topology.channel(connection);
      try {
        return read(channel, queue, limit, id);
      } finally {
        Endings.end(channel); // what was read goes back
      }
    } catch (IOException | ShutdownSignalException e) {
      throw new BrokerException(
          true, "the dead letters of " + queue + " are not to be had: " + Link.reason(e), e);
    }
  }

  /** The same on a channel that is ended after it, so that they go back. */
  static List<DeadLetter> read(
      Channel channel, String queue, int limit, Function<BasicProperties, String> id)
      throws IOException {
    List<DeadLetter> found = new ArrayList<>();
    while (found.size() < limit) {
      GetResponse got = channel.basicGet(queue, false);
      if (got == null) {
        return found;
      }
      Letter letter = Letter.of(got.getProps());
      found.add(
          new DeadLetter(
              id.apply(got.getProps()),
              letter.reason(),
              letter.history(),
              letter.attempts(),
              got.getBody()));
    }
    return found;
  }
}
