package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A message that a group could not handle, kept aside for people.
 *
 * @param id of the message, empty where it had none
 * @param reason why it is here
 * @param history what went wrong in each attempt, oldest first
 * @param attempts how often it was handed out
 * @param body as it came
 */
public record DeadLetter(
    String id, String reason, List<String> history, int attempts, byte[] body) {

  /** Copies the list. */
  public DeadLetter {
    requireNonNull(id, "id");
    requireNonNull(reason, "reason");
    history = List.copyOf(history);
    requireNonNull(body, "body");
  }
}
