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
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A channel in confirm mode: each message is answered once, by the broker or by the end of the
 * channel. The broker answers for many messages at once where it can.
 */
final class ConfirmedChannel {

  private static final int MAX_IN_FLIGHT = 4_096;
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  private final Channel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
  private final ConcurrentNavigableMap<Long, Sent> inFlight = new ConcurrentSkipListMap<>();
  private final Set<String> returned = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /**
   * A message that the broker has not answered.
   *
   * @param at when it was sent, by the nano clock
   */
  private record Sent(String id, long at, CompletableFuture<Void> answer) {}

  ConfirmedChannel(Channel channel) throws IOException {
    this.channel = channel;
    channel.confirmSelect();
    channel.addConfirmListener(
        (number, multiple) -> answered(number, multiple, true),
        (number, multiple) -> answered(number, multiple, false));
    channel.addReturnListener(
        message -> returned.add(String.valueOf(message.getProperties().getMessageId())));
  }

  /**
   * Sends a message; a routing that leads to no queue fails it.
   *
   * @param id also the message id in {@code properties}
   */
  CompletableFuture<Void> publish(
      String exchange, String routingKey, String id, BasicProperties properties, byte[] body) {
    if (!room.tryAcquire()) {
      return failed("so many messages wait for the broker's answer as there may be", null);
    }
    CompletableFuture<Void> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        room.release();
        return failed("the connection to the broker is gone", null);
      }
      long number = channel.getNextPublishSeqNo();
      inFlight.put(number, new Sent(id, System.nanoTime(), answer));
      try {
        channel.basicPublish(exchange, routingKey, true, properties, body);
      } catch (IOException | ShutdownSignalException e) {
        if (inFlight.remove(number) != null) {
          room.release();
          return failed("the connection to the broker broke: " + e.getMessage(), e);
        }
      }
    } finally {
      lock.unlock();
    }
    return answer;
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
    boolean lost = returned.remove(sent.id);
    if (confirmed && !lost) {
      sent.answer.complete(null);
    } else {
      sent.answer.completeExceptionally(
          new BrokerException(
              true,
              lost
                  ? "the broker returned message " + sent.id + ": no queue takes it"
                  : "the broker refused message " + sent.id,
              null));
    }
  }

  /** That it was ended, or the broker does not answer in time; null when all is well. */
  @Nullable String trouble() {
    ShutdownSignalException end = channel.getCloseReason();
    if (end != null) {
      return String.valueOf(end.getMessage());
    }
    Map.Entry<Long, Sent> oldest = inFlight.firstEntry();
    boolean late = oldest != null && System.nanoTime() - oldest.getValue().at > PATIENCE;
    return late ? "the broker does not answer" : null;
  }

  /** The connection is gone: nobody knows what arrived. */
  void close(String why) {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    for (Long number : inFlight.keySet()) {
      Sent sent = inFlight.remove(number);
      if (sent != null) {
        room.release();
        sent.answer.completeExceptionally(
            new BrokerException(true, "the connection to the broker is gone: " + why, null));
      }
    }
  }

  /** Ends the channel. */
  void end() {
    Topology.end(channel);
    close("its channel was ended");
  }

  private static CompletableFuture<Void> failed(String why, @Nullable Throwable cause) {
    return CompletableFuture.failedFuture(new BrokerException(true, why, cause));
  }
}
