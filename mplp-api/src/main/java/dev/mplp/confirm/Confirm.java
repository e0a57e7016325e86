package dev.mplp.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceBase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approval: asked for one object, answered by decisions (schema {@code mplp-confirm}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param confirmId its identifier
 * @param targetType what kind of object is to be approved
 * @param targetId the object to be approved
 * @param status where it stands
 * @param requestedByRole the role that asks
 * @param requestedAt when it was asked for
 * @param reason why it is asked for
 * @param decisions what was decided, oldest first
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record Confirm(
    Metadata meta,
    @Nullable Governance governance,
    ConfirmId confirmId,
    ConfirmTarget targetType,
    ObjectId targetId,
    ConfirmStatus status,
    String requestedByRole,
    Instant requestedAt,
    @Nullable String reason,
    @Nullable List<ConfirmDecision> decisions,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Confirm {
    requireNonNull(meta, "meta");
    requireNonNull(confirmId, "confirmId");
    requireNonNull(targetType, "targetType");
    requireNonNull(targetId, "targetId");
    requireNonNull(status, "status");
    requireNonNull(requestedByRole, "requestedByRole");
    requireNonNull(requestedAt, "requestedAt");
    decisions = Require.copy(decisions);
    events = Require.copy(events);
  }

  /** A builder of a pending Confirm with a new identifier. */
  public static Builder builder(
      ConfirmTarget targetType, ObjectId targetId, String requestedByRole, Instant requestedAt) {
    return new Builder()
        .targetType(targetType)
        .targetId(targetId)
        .requestedByRole(requestedByRole)
        .requestedAt(requestedAt);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.confirmId = confirmId;
    copy.targetType = targetType;
    copy.targetId = targetId;
    copy.status = status;
    copy.requestedByRole = requestedByRole;
    copy.requestedAt = requestedAt;
    copy.reason = reason;
    copy.decisions = decisions;
    copy.trace = trace;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public Confirm withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public Confirm withStatus(ConfirmStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with another governance. */
  public Confirm withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other decisions. */
  public Confirm withDecisions(@Nullable List<ConfirmDecision> decisions) {
    return toBuilder().decisions(decisions).build();
  }

  /** A copy with other events. */
  public Confirm withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.CONFIRM;
  }

  @Override
  public ConfirmId id() {
    return confirmId;
  }

  /** Collects the parts of a {@link Confirm}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable ConfirmId confirmId;
    private @Nullable ConfirmTarget targetType;
    private @Nullable ObjectId targetId;
    private ConfirmStatus status = ConfirmStatus.PENDING;
    private @Nullable String requestedByRole;
    private @Nullable Instant requestedAt;
    private @Nullable String reason;
    private @Nullable List<ConfirmDecision> decisions;
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
    public Builder confirmId(ConfirmId confirmId) {
      this.confirmId = confirmId;
      return this;
    }

    /** Sets what kind of object is to be approved. */
    public Builder targetType(ConfirmTarget targetType) {
      this.targetType = targetType;
      return this;
    }

    /** Sets the object to be approved. */
    public Builder targetId(ObjectId targetId) {
      this.targetId = targetId;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(ConfirmStatus status) {
      this.status = status;
      return this;
    }

    /** Sets the role that asks. */
    public Builder requestedByRole(String requestedByRole) {
      this.requestedByRole = requestedByRole;
      return this;
    }

    /** Sets when it was asked for. */
    public Builder requestedAt(Instant requestedAt) {
      this.requestedAt = requestedAt;
      return this;
    }

    /** Sets why it is asked for. */
    public Builder reason(@Nullable String reason) {
      this.reason = reason;
      return this;
    }

    /** Sets what was decided, oldest first. */
    public Builder decisions(@Nullable List<ConfirmDecision> decisions) {
      this.decisions = decisions;
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
    public Confirm build() {
      return new Confirm(
          meta,
          governance,
          confirmId == null ? ConfirmId.random() : confirmId,
          requireNonNull(targetType, "targetType"),
          requireNonNull(targetId, "targetId"),
          status,
          requireNonNull(requestedByRole, "requestedByRole"),
          requireNonNull(requestedAt, "requestedAt"),
          reason,
          decisions,
          trace,
          events);
    }
  }
}
