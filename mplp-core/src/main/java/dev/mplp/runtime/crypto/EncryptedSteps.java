package dev.mplp.runtime.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.UnknownKeyException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport whose messages are encrypted, each bound to its direction, role and id: a request
 * cannot be passed off as a reply, nor one reply as another. What comes readable, or was changed,
 * is refused; what needs a key that is not known here is handed on as it is, for somebody who knows
 * it. Dead letters are as they came.
 */
public final class EncryptedSteps implements StepTransport {

  private static final Logger LOG = LoggerFactory.getLogger(EncryptedSteps.class);

  private static final String REQUEST = "request";
  private static final String REPLY = "reply";
  private static final String CANCELLATION = "cancellation";

  private final StepTransport transport;
  private final PayloadCipher cipher;

  /** Encrypts on the way to a transport, which is closed with this one. */
  public EncryptedSteps(StepTransport transport, PayloadCipher cipher) {
    this.transport = transport;
    this.cipher = cipher;
  }

  private static byte[] binding(String direction, StepMessage message) {
    String text = "step\0" + direction + '\0' + message.role() + '\0' + message.id();
    return text.getBytes(UTF_8);
  }

  private StepMessage encrypted(String direction, StepMessage message) {
    byte[] data = cipher.encrypt(message.data(), binding(direction, message));
    return message.withData(EventMessage.ENCRYPTED, data);
  }

  /**
   * The message with its data readable.
   *
   * @throws StorageException when it is not encrypted, the key is not known, or it is not what was
   *     sent
   */
  private StepMessage decrypted(String direction, StepMessage message) {
    if (!message.contentType().equals(EventMessage.ENCRYPTED)) {
      throw new StorageException(
          false,
          "the message is not encrypted, but of the type "
              + message.contentType()
              + "; give whoever sent it the key, or have everybody send readable messages",
          null);
    }
    byte[] data = cipher.decrypt(message.data(), binding(direction, message));
    return message.withData(EventMessage.JSON, data);
  }

  @Override
  public void checkRole(String role) {
    transport.checkRole(role);
  }

  @Override
  public CompletableFuture<Void> send(StepMessage request, Duration forgetAfter) {
    return transport.send(encrypted(REQUEST, request), forgetAfter);
  }

  @Override
  public CompletableFuture<Void> reply(StepMessage reply) {
    return transport.reply(encrypted(REPLY, reply));
  }

  @Override
  public CompletableFuture<Void> cancel(StepMessage cancellation) {
    return transport.cancel(encrypted(CANCELLATION, cancellation));
  }

  @Override
  public Subscription requests(String role, int prefetch, Consumer<StepDelivery> consumer) {
    return transport.requests(role, prefetch, delivery -> hand(REQUEST, delivery, consumer));
  }

  @Override
  public Subscription replies(int prefetch, Consumer<StepDelivery> consumer) {
    return transport.replies(prefetch, delivery -> hand(REPLY, delivery, consumer));
  }

  @Override
  public Subscription cancellations(Consumer<StepMessage> consumer) {
    return transport.cancellations(
        message -> {
          try {
            consumer.accept(decrypted(CANCELLATION, message));
          } catch (StorageException e) {
            LOG.warn("a cancellation is not heeded: {}", e.getMessage());
          }
        });
  }

  private void hand(String direction, StepDelivery delivery, Consumer<StepDelivery> consumer) {
    StepMessage readable;
    try {
      readable = decrypted(direction, delivery.message());
    } catch (UnknownKeyException e) {
      consumer.accept(delivery);
      return;
    } catch (StorageException e) {
      delivery.refuse(String.valueOf(e.getMessage()));
      return;
    }
    consumer.accept(new Decrypted(delivery, readable));
  }

  private record Decrypted(StepDelivery delivery, StepMessage message) implements StepDelivery {
    @Override
    public boolean redelivered() {
      return delivery.redelivered();
    }

    @Override
    public void done() {
      delivery.done();
    }

    @Override
    public void again() {
      delivery.again();
    }

    @Override
    public void refuse(String reason) {
      delivery.refuse(reason);
    }
  }

  @Override
  public List<DeadLetter> deadRequests(String role, int limit) {
    return transport.deadRequests(role, limit);
  }

  @Override
  public List<DeadLetter> deadReplies(int limit) {
    return transport.deadReplies(limit);
  }

  @Override
  public BrokerHealth health() {
    return transport.health();
  }

  @Override
  public void close() {
    transport.close();
  }
}
