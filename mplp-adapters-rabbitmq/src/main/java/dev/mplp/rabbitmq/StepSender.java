package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sends what belongs to remote steps over the channel that there is, and refuses it while there is
 * none. Before the first message to a place on a connection, that place is declared, on a thread of
 * its own; so it is again after a message failed, as the place may be gone.
 */
final class StepSender implements Link.Guest, AutoCloseable {

  private static final int MOST_WAITING = 4_096;

  private final StepQueues queues;
  private final Link link;
  private final ExecutorService declaring =
      Executors.newSingleThreadExecutor(Threads.named("mplp-rabbitmq-steps"));
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private volatile @Nullable Open open;

  /**
   * What there is while there is a connection.
   *
   * @param declared by name of the place
   */
  private record Open(
      Connection connection,
      ConfirmedChannel channel,
      Map<String, CompletableFuture<Void>> declared) {}

  /** Declares a place. */
  private interface Declaration {
    /** Does it. */
    void on(Connection connection) throws IOException;
  }

  StepSender(StepQueues queues, Link link) {
    this.queues = queues;
    this.link = link;
  }

  @Override
  public String name() {
    return "remote steps";
  }

  @Override
  public void opened(Connection connection) throws IOException {
    ConfirmedChannel channel = new ConfirmedChannel(Topology.channel(connection), link::wake);
    open = new Open(connection, channel, new ConcurrentHashMap<>());
  }

  @Override
  public void lost(String why) {
    Open before = open;
    open = null;
    if (before != null) {
      before.channel.close(why);
    }
  }

  @Override
  public @Nullable String trouble() {
    Open now = open;
    return now == null ? null : now.channel.trouble();
  }

  @Override
  public @Nullable String silence() {
    Open now = open;
    boolean blocked = link.health().state() == BrokerHealth.State.BLOCKED;
    return now == null || blocked ? null : now.channel.silence();
  }

  CompletableFuture<Void> request(StepMessage message, Duration forgetAfter) {
    String role = message.role();
    BasicProperties properties = StepLetters.properties(message, forgetAfter);
    return send(
        queues.requests(role),
        connection -> queues.declareRequests(connection, role),
        message,
        channel ->
            channel.publish(
                queues.requests(),
                StepQueues.word(role),
                properties.getMessageId(),
                properties,
                message.data()));
  }

  CompletableFuture<Void> reply(StepMessage message) {
    BasicProperties properties = StepLetters.properties(message, null);
    return send(
        queues.replies(),
        queues::declareReplies,
        message,
        channel ->
            channel.publish(
                queues.replies(),
                queues.replies(),
                properties.getMessageId(),
                properties,
                message.data()));
  }

  /** To whoever listens; also nobody is enough. */
  CompletableFuture<Void> cancellation(StepMessage message) {
    BasicProperties properties = StepLetters.properties(message, null);
    return send(
        queues.cancellations(),
        queues::declareCancellations,
        message,
        channel ->
            channel.tell(
                queues.cancellations(), properties.getMessageId(), properties, message.data()));
  }

  /** Puts a copy of a message aside. */
  CompletableFuture<Void> bury(String queue, BasicProperties properties, byte[] data) {
    Open now = open;
    return now == null
        ? failed(true, link.health().detail())
        : now.channel.publish(
            queues.deadLetters(),
            StepQueues.dead(queue),
            properties.getMessageId(),
            properties,
            data);
  }

  /** What is done with the channel. */
  private interface Sending {
    /** Sends the message. */
    CompletableFuture<Void> over(ConfirmedChannel channel);
  }

  private CompletableFuture<Void> send(
      String place, Declaration declaration, StepMessage message, Sending sending) {
    if (message.data().length > StepTransport.MAX_DATA) {
      return failed(
          false,
          "message "
              + message.id()
              + " has "
              + message.data().length
              + " bytes; a message has at most "
              + StepTransport.MAX_DATA);
    }
    Open now = open;
    BrokerHealth health = link.health();
    if (now == null || !health.available()) {
      return failed(true, health.detail());
    }
    if (!room.tryAcquire()) {
      return failed(true, "so many messages wait for the broker's answer as there may be");
    }
    return declared(now, place, declaration)
        .thenCompose(there -> sending.over(now.channel))
        .whenComplete(
            (sent, error) -> {
              room.release();
              if (error != null) {
                now.declared.remove(place);
              }
            });
  }

  private CompletableFuture<Void> declared(Open now, String place, Declaration declaration) {
    return now.declared.computeIfAbsent(
        place,
        name -> {
          try {
            return CompletableFuture.runAsync(() -> declare(now, declaration), declaring);
          } catch (RejectedExecutionException e) {
            return failed(true, "the transport is closed");
          }
        });
  }

  private static void declare(Open now, Declaration declaration) {
    try {
      declaration.on(now.connection);
    } catch (IOException | RuntimeException e) {
      throw new CompletionException(
          new BrokerException(true, "the broker has no place for it: " + Link.reason(e), e));
    }
  }

  private static CompletableFuture<Void> failed(boolean retryable, String why) {
    return CompletableFuture.failedFuture(new BrokerException(retryable, why, null));
  }

  @Override
  public void close() {
    declaring.shutdown(); // what is under way fails with the connection
  }
}
