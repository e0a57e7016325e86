package dev.mplp.runtime.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.PayloadCipher;
import java.util.concurrent.CompletableFuture;

/**
 * A broker whose messages carry encrypted data. Their attributes stay readable: by them subscribers
 * choose. The data is bound to source, type and id of its event.
 */
public final class EncryptedBroker implements EventBroker {

  private final EventBroker broker;
  private final PayloadCipher cipher;

  /** Encrypts on the way to a broker, which is closed with this one. */
  public EncryptedBroker(EventBroker broker, PayloadCipher cipher) {
    this.broker = broker;
    this.cipher = cipher;
  }

  @Override
  public CompletableFuture<Void> publish(EventMessage message) {
    return broker.publish(encrypted(message, cipher));
  }

  static EventMessage encrypted(EventMessage message, PayloadCipher cipher) {
    byte[] data = cipher.encrypt(message.data(), binding(message));
    return message.withData(EventMessage.ENCRYPTED, data);
  }

  /**
   * The message with its data readable; the same one when it is not encrypted.
   *
   * @throws dev.mplp.spi.StorageException not retryable, when the key is not known, or the message
   *     is not what was sent
   */
  public static EventMessage decrypted(EventMessage message, PayloadCipher cipher) {
    return message.contentType().equals(EventMessage.ENCRYPTED)
        ? message.withData(EventMessage.JSON, cipher.decrypt(message.data(), binding(message)))
        : message;
  }

  private static byte[] binding(EventMessage message) {
    String text = "event\0" + message.source() + '\0' + message.type() + '\0' + message.id();
    return text.getBytes(UTF_8);
  }

  /** Groups whose subscribers are handed readable data; dead letters are as they came. */
  @Override
  public EventGroups groups() {
    return new EncryptedGroups(broker.groups(), cipher);
  }

  @Override
  public BrokerHealth health() {
    return broker.health();
  }

  @Override
  public void close() {
    broker.close();
  }
}
