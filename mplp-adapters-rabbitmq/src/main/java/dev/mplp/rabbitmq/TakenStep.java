package dev.mplp.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request or a reply in the hands of a consumer. */
final class TakenStep implements StepDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqStepTransport.class);

  /** A request that so many consumers gave back or died of is a dead letter. */
  private static final int MOST_DELIVERIES = 20;

  private final StepSender sender;
  private final String queue;
  private final Channel from;
  private final Delivery delivery;
  private final StepMessage message;
  private final AtomicBoolean settled = new AtomicBoolean();

  private TakenStep(StepSender sender, String queue, Channel from, Delivery delivery) {
    this.sender = sender;
    this.queue = queue;
    this.from = from;
    this.delivery = delivery;
    this.message = StepLetters.read(delivery);
  }

  /** Gives what comes to a consumer; what it throws at comes again. */
  static Taker.Hands handTo(StepSender sender, String queue, Consumer<StepDelivery> consumer) {
    return (channel, delivery) -> {
      TakenStep taken = new TakenStep(sender, queue, channel, delivery);
      int length = delivery.getBody().length;
      if (length > StepTransport.MAX_DATA) {
        taken.refuse(
            "it has " + length + " bytes; a message has at most " + StepTransport.MAX_DATA);
        return;
      }
      try {
        consumer.accept(taken);
      } catch (RuntimeException e) {
        LOG.warn("message {} of {} comes again: its consumer threw", taken.message.id(), queue, e);
        taken.again();
      }
    };
  }

  /** The same; what was handed out too often is put aside instead. */
  static Taker.Hands handLimited(StepSender sender, String queue, Consumer<StepDelivery> consumer) {
    Taker.Hands hands = handTo(sender, queue, consumer);
    return (channel, delivery) -> {
      long before = StepLetters.deliveries(delivery.getProperties());
      if (before < MOST_DELIVERIES) {
        hands.take(channel, delivery);
      } else {
        new TakenStep(sender, queue, channel, delivery)
            .refuse("it was handed out " + before + " times, and never done");
      }
    };
  }

  @Override
  public StepMessage message() {
    return message;
  }

  @Override
  public boolean redelivered() {
    return delivery.getEnvelope().isRedeliver();
  }

  @Override
  public void done() {
    if (settled.compareAndSet(false, true)) {
      acknowledge();
    }
  }

  @Override
  public void again() {
    if (settled.compareAndSet(false, true)) {
      act(() -> from.basicNack(tag(), false, true));
    }
  }

  /** Acknowledged when the copy is confirmed among the dead letters; comes again otherwise. */
  @Override
  public void refuse(String reason) {
    if (!settled.compareAndSet(false, true)) {
      return;
    }
    LOG.warn("message {} of {} is a dead letter: {}", message.id(), queue, reason);
    CompletableFuture<Void> unused =
        sender
            .bury(queue, StepLetters.dead(delivery, reason), delivery.getBody())
            .whenComplete(
                (done, error) -> {
                  if (error == null) {
                    acknowledge();
                  } else {
                    LOG.warn(
                        "message {} could not be put aside: {}", message.id(), error.toString());
                    Endings.end(from); // it goes back; the next channel begins with declaring
                  }
                });
  }

  private void acknowledge() {
    act(() -> from.basicAck(tag(), false));
  }

  private long tag() {
    return delivery.getEnvelope().getDeliveryTag();
  }

  /** Something done on the channel. */
  private interface Act {
    /** Does it. */
    void run() throws IOException;
  }

  private void act(Act act) {
    try {
      act.run();
    } catch (IOException | ShutdownSignalException e) {
      LOG.debug("message {} comes again: its channel is gone", message.id(), e);
    }
  }
}
