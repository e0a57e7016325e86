package dev.mplp.collab;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import org.jspecify.annotations.Nullable;

/**
 * One participant of a {@link Collab}.
 *
 * @param participantId its name within the session, not empty
 * @param roleId the role that it takes
 * @param kind what it is
 * @param displayName its name for people
 */
public record CollabParticipant(
    String participantId,
    @Nullable String roleId,
    ParticipantKind kind,
    @Nullable String displayName) {

  /** Checks what the schema demands and copies the lists. */
  public CollabParticipant {
    Require.text(participantId, "participantId");
    requireNonNull(kind, "kind");
  }

  /** A builder with what every CollabParticipant needs. */
  public static Builder builder(String participantId, ParticipantKind kind) {
    return new Builder().participantId(participantId).kind(kind);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.participantId = participantId;
    copy.roleId = roleId;
    copy.kind = kind;
    copy.displayName = displayName;
    return copy;
  }

  /** Collects the parts of a {@link CollabParticipant}; not thread-safe. */
  public static final class Builder {

    private @Nullable String participantId;
    private @Nullable String roleId;
    private @Nullable ParticipantKind kind;
    private @Nullable String displayName;

    private Builder() {}

    /** Sets its name within the session, not empty. */
    public Builder participantId(String participantId) {
      this.participantId = participantId;
      return this;
    }

    /** Sets the role that it takes. */
    public Builder roleId(@Nullable String roleId) {
      this.roleId = roleId;
      return this;
    }

    /** Sets what it is. */
    public Builder kind(ParticipantKind kind) {
      this.kind = kind;
      return this;
    }

    /** Sets its name for people. */
    public Builder displayName(@Nullable String displayName) {
      this.displayName = displayName;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public CollabParticipant build() {
      return new CollabParticipant(
          requireNonNull(participantId, "participantId"),
          roleId,
          requireNonNull(kind, "kind"),
          displayName);
    }
  }
}
