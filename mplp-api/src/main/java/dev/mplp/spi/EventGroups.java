package dev.mplp.spi;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Groups of subscribers of a broker, and what becomes of messages that they cannot handle. Whoever
 * subscribes here sees the events of every tenant.
 *
 * <p>A message whose consumer fails rests and is handed out again, while those behind it go on:
 * their order is lost then. After the last attempt, or when it can never be handled (also one that
 * is no event at all), it is a dead letter with its reason and history, and the group goes on.
 */
public interface EventGroups {

  /**
   * Joins a group, which is made when it is not there yet, with what it is to be sent from then on.
   * While the broker is away the subscription waits, and goes on when it is back.
   *
   * @return ends the subscription when closed, after the message at hand; the group stays
   */
  Subscription subscribe(EventGroup group, EventConsumer consumer);

  /**
   * Sends a message to one group alone, marked as replayed; otherwise as {@link
   * EventBroker#publish}. Fails for good ({@link BrokerException#retryable} is false) when there is
   * no such group.
   */
  CompletableFuture<Void> send(String group, EventMessage message);

  /**
   * The dead letters of a group, oldest first, with the beginning of their bodies; they stay where
   * they are.
   *
   * @param limit 1 to 1000
   * @throws BrokerException when the broker is away, or there is no such group
   */
  List<DeadLetter> deadLetters(String group, int limit);

  /**
   * Gives dead letters to their group again, oldest first, with all attempts before them.
   *
   * @param limit 1 to 1000
   * @return how many
   * @throws BrokerException when the broker is away, or there is no such group
   */
  int redeliver(String group, int limit);

  /** A place in a group. */
  interface Subscription extends AutoCloseable {
    /**
     * Whether it is there at the moment: what is published now reaches the group. Once the group
     * was there, it gets what is published while this subscription waits for the broker, too.
     */
    boolean isReady();

    /**
     * Why it is not there, for people: the broker is away, or has the group otherwise than it is to
     * be. It is tried again all the time. Empty when it is there, or nothing is known yet.
     */
    default Optional<String> problem() {
      return Optional.empty();
    }

    /**
     * Gives the place up, after the message at hand, for which it waits ten seconds at most; then
     * the message goes back to the group. Idempotent.
     */
    @Override
    void close();
  }
}
