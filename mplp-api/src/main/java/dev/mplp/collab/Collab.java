package dev.mplp.collab;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.CollabId;
import dev.mplp.model.ContextId;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceBase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session of several participants (schema {@code mplp-collab}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param collabId its identifier
 * @param contextId the Context it belongs to
 * @param title its name for people, not empty
 * @param purpose what it is for, not empty
 * @param mode how turns are taken
 * @param status where it stands
 * @param participants who takes part, at least one; their order is the order of turns
 * @param createdAt when it was created; equal to {@code meta.created_at} where both are there
 * @param updatedAt when it was last changed; equal to {@code meta.updated_at} where both are there
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record Collab(
    Metadata meta,
    @Nullable Governance governance,
    CollabId collabId,
    ContextId contextId,
    String title,
    String purpose,
    CollabMode mode,
    CollabStatus status,
    List<CollabParticipant> participants,
    Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Collab {
    requireNonNull(meta, "meta");
    requireNonNull(collabId, "collabId");
    requireNonNull(contextId, "contextId");
    Require.text(title, "title");
    Require.text(purpose, "purpose");
    requireNonNull(mode, "mode");
    requireNonNull(status, "status");
    participants = Require.elements(participants, "participants");
    requireNonNull(createdAt, "createdAt");
    events = Require.copy(events);
  }

  /** A builder of a draft with a new identifier. */
  public static Builder builder(
      ContextId contextId,
      String title,
      String purpose,
      CollabMode mode,
      List<CollabParticipant> participants,
      Instant createdAt) {
    return new Builder()
        .contextId(contextId)
        .title(title)
        .purpose(purpose)
        .mode(mode)
        .participants(participants)
        .createdAt(createdAt);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.collabId = collabId;
    copy.contextId = contextId;
    copy.title = title;
    copy.purpose = purpose;
    copy.mode = mode;
    copy.status = status;
    copy.participants = participants;
    copy.createdAt = createdAt;
    copy.updatedAt = updatedAt;
    copy.trace = trace;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public Collab withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public Collab withStatus(CollabStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with another governance. */
  public Collab withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other participants. */
  public Collab withParticipants(List<CollabParticipant> participants) {
    return toBuilder().participants(participants).build();
  }

  /** A copy with other events. */
  public Collab withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.COLLAB;
  }

  @Override
  public CollabId id() {
    return collabId;
  }

  /** Collects the parts of a {@link Collab}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable CollabId collabId;
    private @Nullable ContextId contextId;
    private @Nullable String title;
    private @Nullable String purpose;
    private @Nullable CollabMode mode;
    private CollabStatus status = CollabStatus.DRAFT;
    private @Nullable List<CollabParticipant> participants;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable TraceBase trace;
    private @Nullable List<Event> events;

    private Builder() {}

    /** Sets versions of protocol and schema, and who created and changed it when. */
    public Builder meta(Metadata meta) {
      this.meta = meta;
      return this;
    }

    /** Sets lifecycle phase, truth domain, lock and last confirm. */
    public Builder governance(@Nullable Governance governance) {
      this.governance = governance;
      return this;
    }

    /** Sets its identifier. */
    public Builder collabId(CollabId collabId) {
      this.collabId = collabId;
      return this;
    }

    /** Sets the Context it belongs to. */
    public Builder contextId(ContextId contextId) {
      this.contextId = contextId;
      return this;
    }

    /** Sets its name for people, not empty. */
    public Builder title(String title) {
      this.title = title;
      return this;
    }

    /** Sets what it is for, not empty. */
    public Builder purpose(String purpose) {
      this.purpose = purpose;
      return this;
    }

    /** Sets how turns are taken. */
    public Builder mode(CollabMode mode) {
      this.mode = mode;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(CollabStatus status) {
      this.status = status;
      return this;
    }

    /** Sets who takes part, at least one; their order is the order of turns. */
    public Builder participants(List<CollabParticipant> participants) {
      this.participants = participants;
      return this;
    }

    /** Sets when it was created; equal to {@code meta.created_at} where both are there. */
    public Builder createdAt(Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /** Sets when it was last changed; equal to {@code meta.updated_at} where both are there. */
    public Builder updatedAt(@Nullable Instant updatedAt) {
      this.updatedAt = updatedAt;
      return this;
    }

    /** Sets the span that this object was made in. */
    public Builder trace(@Nullable TraceBase trace) {
      this.trace = trace;
      return this;
    }

    /** Sets what happened to it, oldest first. */
    public Builder events(@Nullable List<Event> events) {
      this.events = events;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public Collab build() {
      return new Collab(
          meta,
          governance,
          collabId == null ? CollabId.random() : collabId,
          requireNonNull(contextId, "contextId"),
          requireNonNull(title, "title"),
          requireNonNull(purpose, "purpose"),
          requireNonNull(mode, "mode"),
          status,
          requireNonNull(participants, "participants"),
          requireNonNull(createdAt, "createdAt"),
          updatedAt,
          trace,
          events);
    }
  }
}
