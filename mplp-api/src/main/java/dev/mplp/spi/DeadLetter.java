package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * A message that a group could not handle, kept aside for people.
 *
 * @param id of the message, empty where it had none
 * @param reason why it is here
 * @param history what went wrong in each attempt, oldest first
 * @param attempts how often it was handed out
 * @param size of the whole body, in bytes
 * @param body as it came; of a larger one the first {@value #MOST_BODY} bytes
 */
public record DeadLetter(
    String id, String reason, List<String> history, int attempts, int size, byte[] body) {

  /** How many bytes of a body are shown at most, so that a look at many letters stays small. */
  public static final int MOST_BODY = 64 << 10;

  /** Copies the list, and cuts the body. */
  public DeadLetter {
    requireNonNull(id, "id");
    requireNonNull(reason, "reason");
    history = List.copyOf(history);
    requireNonNull(body, "body");
    body = body.length <= MOST_BODY ? body : Arrays.copyOf(body, MOST_BODY);
  }

  /** A letter whose body is at hand as a whole. */
  public DeadLetter(String id, String reason, List<String> history, int attempts, byte[] body) {
    this(id, reason, history, attempts, body.length, body);
  }
}
