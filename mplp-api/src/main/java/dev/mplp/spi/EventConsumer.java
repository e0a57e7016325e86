package dev.mplp.spi;

/** What a subscriber does with messages; called by one thread at a time. */
@FunctionalInterface
public interface EventConsumer {

  /**
   * Takes a message. When this returns it is done. A message can come again: after a crash, or when
   * the answer was lost; recognise it by its id.
   *
   * @throws UnacceptableEventException when no attempt can ever succeed: it becomes a dead letter
   *     at once
   * @throws Exception when a later attempt may succeed
   */
  void accept(EventDelivery delivery) throws Exception;
}
