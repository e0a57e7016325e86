package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import dev.mplp.spi.BrokerException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A channel in confirm mode: each message is answered once, by the broker or by the end of the
 * channel. The broker answers for many messages at once where it can.
 *
 * <p>Sending may block, while the other side reads nothing. Then others who send are refused after
 * a moment, and whoever closes the channel waits for nobody: who sends looks again after a message
 * was noted, so either he or who closes answers for it.
 */
final class ConfirmedChannel {

  private static final int MAX_IN_FLIGHT = 4_096;
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
  private static final Duration TURN = Duration.ofSeconds(5);

  private final Channel channel;
  private final ReentrantLock sending = new ReentrantLock();
  private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
  private final ConcurrentNavigableMap<Long, Sent> inFlight = new ConcurrentSkipListMap<>();
  private final Set<String> returned = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * A message that the broker has not answered.
   *
   * @param toQueue whether it was sent to one queue by its name
   * @param at when it was sent, by the nano clock
   */
  private record Sent(
      String id, int bytes, boolean toQueue, long at, CompletableFuture<Void> answer) {

    void fail(boolean retryable, String why, @Nullable Throwable cause) {
      answer.completeExceptionally(new BrokerException(retryable, why, cause));
    }
  }

  /**
   * Takes a new channel.
   *
   * @param onEnd called when it ends, on a thread of the client
   */
  ConfirmedChannel(Channel channel, Runnable onEnd) throws IOException {
    this.channel = channel;
    channel.confirmSelect();
    channel.addConfirmListener(
        (number, multiple) -> answered(number, multiple, true),
        (number, multiple) -> answered(number, multiple, false));
    channel.addReturnListener(
        message -> returned.add(String.valueOf(message.getProperties().getMessageId())));
    channel.addShutdownListener(cause -> onEnd.run());
  }

  /**
   * Sends a message; a routing that leads to no queue fails it: for good, where the exchange is the
   * nameless one, whose keys are names of queues.
   *
   * @param id also the message id in {@code properties}
   */
  CompletableFuture<Void> publish(
      String exchange, String routingKey, String id, BasicProperties properties, byte[] body) {
    return send(exchange, routingKey, true, id, properties, body);
  }

  /** Sends a message to whoever is there; also nobody is enough. */
  CompletableFuture<Void> tell(
      String exchange, String id, BasicProperties properties, byte[] body) {
    return send(exchange, "", false, id, properties, body);
  }

  private CompletableFuture<Void> send(
      String exchange,
      String routingKey,
      boolean mandatory,
      String id,
      BasicProperties properties,
      byte[] body) {
    if (!room.tryAcquire()) {
      return failed(true, "so many messages wait for the broker's answer as there may be", null);
    }
    CompletableFuture<Void> answer = new CompletableFuture<>();
    Sent sent = new Sent(id, body.length, exchange.isEmpty(), System.nanoTime(), answer);
    if (!turn()) {
      room.release();
      return failed(true, "the broker reads nothing at the moment", null);
    }
    try {
      long number = channel.getNextPublishSeqNo();
      inFlight.put(number, sent);
      if (closed) {
        remove(number, sent, true, "the connection to the broker is gone", null);
        return answer;
      }
      try {
        channel.basicPublish(exchange, routingKey, mandatory, properties, body);
      } catch (IllegalArgumentException e) {
        // The client counted it and sent nothing: the numbers of this channel are wrong from now on
        remove(number, sent, false, "it has no form as an AMQP message: " + e.getMessage(), e);
        close("a message had no form", null);
        Endings.end(channel);
      } catch (IOException | ShutdownSignalException e) {
        remove(number, sent, true, "the connection to the broker broke: " + e.getMessage(), e);
      }
    } finally {
      sending.unlock();
    }
    return answer;
  }

  private boolean turn() {
    try {
      return sending.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void remove(
      long number, Sent sent, boolean retryable, String why, @Nullable Throwable cause) {
    if (inFlight.remove(number, sent)) {
      room.release();
      sent.fail(retryable, "message " + sent.id + " was not sent: " + why, cause);
    }
  }

  private void answered(long number, boolean multiple, boolean confirmed) {
    if (multiple) {
      for (Long before : inFlight.headMap(number, true).keySet()) {
        answered(before, confirmed);
      }
    } else {
      answered(number, confirmed);
    }
  }

  private void answered(long number, boolean confirmed) {
    Sent sent = inFlight.remove(number);
    if (sent == null) {
      return;
    }
    room.release();
    if (returned.remove(sent.id)) {
      sent.fail(
          !sent.toQueue, "the broker returned message " + sent.id + ": no queue takes it", null);
    } else if (confirmed) {
      sent.answer.complete(null);
    } else {
      sent.fail(true, "the broker refused message " + sent.id, null);
    }
  }

  /** That it was ended, null when it is open. */
  @Nullable String trouble() {
    ShutdownSignalException end = channel.getCloseReason();
    return end == null ? null : String.valueOf(end.getMessage());
  }

  /** That the broker does not answer in time, null when it does. */
  @Nullable String silence() {
    Map.Entry<Long, Sent> oldest = inFlight.firstEntry();
    boolean late = oldest != null && System.nanoTime() - oldest.getValue().at > PATIENCE;
    return late ? "the broker does not answer" : null;
  }

  /** Nobody knows what arrived; but what was too large for the broker is known not to. */
  void close(String why) {
    close(why, channel.getCloseReason());
    Endings.end(channel);
  }

  private void close(String why, @Nullable ShutdownSignalException reason) {
    closed = true;
    int most = Refusal.largest(reason);
    for (Map.Entry<Long, Sent> entry : inFlight.entrySet()) {
      Sent sent = entry.getValue();
      if (inFlight.remove(entry.getKey(), sent)) {
        room.release();
        if (sent.bytes > most) {
          String large = " has " + sent.bytes + " bytes, the broker takes " + most + " at most";
          sent.fail(false, "message " + sent.id + large, null);
        } else {
          sent.fail(true, "the connection to the broker is gone: " + why, null);
        }
      }
    }
  }

  private static CompletableFuture<Void> failed(
      boolean retryable, String why, @Nullable Throwable cause) {
    return CompletableFuture.failedFuture(new BrokerException(retryable, why, cause));
  }
}
