package dev.mplp.rabbitmq;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what may not want to end: saying goodbye is a message too, and where the other side reads
 * nothing, whoever sends it waits. It is sent by a thread of its own, for which nobody waits long.
 */
final class Endings {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);
  private static final Duration OF_CHANNEL = Duration.ofSeconds(2);
  private static final ExecutorService POOL = Threads.pool("mplp-rabbitmq-ending");

  private Endings() {}

  /** The threads that say goodbye. */
  static ExecutorService pool() {
    return POOL;
  }

  /** Something that ends something. */
  interface Goodbye {
    /** Says it. */
    void say() throws IOException;
  }

  /** Ends a channel; what it had fetched goes back. */
  static void end(Channel channel) {
    if (channel.isOpen()) {
      boolean unused = within(OF_CHANNEL, channel::abort);
    }
  }

  /**
   * Says goodbye, and waits so long at most.
   *
   * @return whether it was said
   */
  static boolean within(Duration longest, Goodbye goodbye) {
    Future<?> said =
        POOL.submit(
            () -> {
              goodbye.say();
              return null;
            });
    try {
      said.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      LOG.debug("it was over already", e);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
