package dev.mplp.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/**
 * A request for a step, a reply to it or its cancellation, on its way between a runtime and agents.
 *
 * @param id of the request that it is, or is about: 1 to {@value #LONGEST_ID} bytes; of a
 *     cancellation that of a request or an execution
 * @param role whose agents do the step, at most {@value #LONGEST_ROLE} characters; empty for a
 *     cancellation
 * @param contentType of the data: {@link EventMessage#JSON} or {@link EventMessage#ENCRYPTED}
 * @param data what it says
 */
public record StepMessage(String id, String role, String contentType, byte[] data) {

  /** The longest id in bytes. */
  public static final int LONGEST_ID = 255;

  /** The longest name of a role that agents do steps of. */
  public static final int LONGEST_ROLE = 100;

  /** Refuses nulls, and an id or a role that is too long. */
  public StepMessage {
    requireNonNull(contentType, "contentType");
    requireNonNull(data, "data");
    if (id.isEmpty() || id.getBytes(UTF_8).length > LONGEST_ID || role.length() > LONGEST_ROLE) {
      throw new IllegalArgumentException(
          "the id of a message has 1 to "
              + LONGEST_ID
              + " bytes and its role at most "
              + LONGEST_ROLE
              + " characters, but they have "
              + id.getBytes(UTF_8).length
              + " and "
              + role.length());
    }
  }

  /** The same with other data. */
  public StepMessage withData(String contentType, byte[] data) {
    return new StepMessage(id, role, contentType, data);
  }
}
