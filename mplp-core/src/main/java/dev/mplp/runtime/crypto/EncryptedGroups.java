package dev.mplp.runtime.crypto;

import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventConsumer;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.UnacceptableEventException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Groups that decrypt what they hand out; what cannot be decrypted is a dead letter. */
final class EncryptedGroups implements EventGroups {

  private final EventGroups groups;
  private final PayloadCipher cipher;

  EncryptedGroups(EventGroups groups, PayloadCipher cipher) {
    this.groups = groups;
    this.cipher = cipher;
  }

  @Override
  public Subscription subscribe(EventGroup group, EventConsumer consumer) {
    return groups.subscribe(group, delivery -> consumer.accept(readable(delivery)));
  }

  private EventDelivery readable(EventDelivery delivery) {
    try {
      EventMessage message = EncryptedBroker.decrypted(delivery.message(), cipher);
      return new EventDelivery(message, delivery.attempt(), delivery.replayed());
    } catch (StorageException e) {
      throw new UnacceptableEventException("the data cannot be decrypted: " + e.getMessage(), e);
    }
  }

  @Override
  public CompletableFuture<Void> send(String group, EventMessage message) {
    return groups.send(group, EncryptedBroker.encrypted(message, cipher));
  }

  @Override
  public List<DeadLetter> deadLetters(String group, int limit) {
    return groups.deadLetters(group, limit);
  }

  @Override
  public int redeliver(String group, int limit) {
    return groups.redeliver(group, limit);
  }
}
