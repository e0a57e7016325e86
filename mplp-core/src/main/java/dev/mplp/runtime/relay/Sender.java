package dev.mplp.runtime.relay;

import dev.mplp.spi.BrokerException;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands messages to a broker, and tells whoever sends each of them what became of it. */
final class Sender {

  private final EventBroker broker;
  private final Function<EventMessage, CompletableFuture<Void>> way;

  /** To whoever subscribed. */
  Sender(EventBroker broker) {
    this.broker = broker;
    this.way = broker::publish;
  }

  /** To one group. */
  Sender(EventBroker broker, String group) {
    this.broker = broker;
    this.way = message -> broker.groups().send(group, message);
  }

  boolean isAvailable() {
    return broker.health().available();
  }

  /**
   * Sends a message.
   *
   * @param answer told once, with null when the broker has it; on a thread of the broker
   */
  void send(EventMessage message, Consumer<@Nullable Throwable> answer) {
    CompletableFuture<Void> sent;
    try {
      sent = way.apply(message);
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Void> unused =
        sent.whenComplete((done, error) -> answer.accept(error == null ? null : cause(error)));
  }

  private static Throwable cause(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : null;
    return cause == null ? error : cause;
  }

  /** Whether the broker will never take the message. */
  static boolean isForGood(Throwable error) {
    return error instanceof BrokerException refused && !refused.retryable();
  }
}
