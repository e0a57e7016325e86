package dev.mplp.dialog;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message of a {@link Dialog}.
 *
 * @param role who speaks
 * @param content what is said; may be empty
 * @param timestamp when it was said
 * @param event the event of its arrival, which names the sender
 */
public record DialogMessage(
    MessageRole role, String content, Instant timestamp, @Nullable Event event) {

  /** Checks what the schema demands and copies the lists. */
  public DialogMessage {
    requireNonNull(role, "role");
    requireNonNull(content, "content");
    requireNonNull(timestamp, "timestamp");
  }

  /** A builder with what every DialogMessage needs. */
  public static Builder builder(MessageRole role, String content, Instant timestamp) {
    return new Builder().role(role).content(content).timestamp(timestamp);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.role = role;
    copy.content = content;
    copy.timestamp = timestamp;
    copy.event = event;
    return copy;
  }

  /** Collects the parts of a {@link DialogMessage}; not thread-safe. */
  public static final class Builder {

    private @Nullable MessageRole role;
    private @Nullable String content;
    private @Nullable Instant timestamp;
    private @Nullable Event event;

    private Builder() {}

    /** Sets who speaks. */
    public Builder role(MessageRole role) {
      this.role = role;
      return this;
    }

    /** Sets what is said; may be empty. */
    public Builder content(String content) {
      this.content = content;
      return this;
    }

    /** Sets when it was said. */
    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Sets the event of its arrival, which names the sender. */
    public Builder event(@Nullable Event event) {
      this.event = event;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public DialogMessage build() {
      return new DialogMessage(
          requireNonNull(role, "role"),
          requireNonNull(content, "content"),
          requireNonNull(timestamp, "timestamp"),
          event);
    }
  }
}
