package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something is executed (schema {@code events/mplp-runtime-execution-event}).
 *
 * @param eventId its identifier: any UUID, text kept as it is
 * @param eventType what happened, in words of its family
 * @param timestamp when it happened
 * @param projectId the project: any UUID, text kept as it is
 * @param payload more about it, of any form
 * @param executionId the execution: any UUID, text kept as it is
 * @param executorKind what executes
 * @param executorRole the role of what executes
 * @param status where it stands
 * @param extra further members, in the order in which they were given
 */
public record RuntimeExecutionEvent(
    String eventId,
    String eventType,
    Instant timestamp,
    @Nullable String projectId,
    @Nullable JsonObject payload,
    String executionId,
    ExecutorKind executorKind,
    @Nullable String executorRole,
    ExecutionStatus status,
    JsonObject extra)
    implements ObservabilityEvent {

  /** Checks what the schema demands and copies the lists. */
  public RuntimeExecutionEvent {
    Require.uuid(eventId, "eventId");
    requireNonNull(eventType, "eventType");
    requireNonNull(timestamp, "timestamp");
    Require.uuidOrAbsent(projectId, "projectId");
    Require.uuid(executionId, "executionId");
    requireNonNull(executorKind, "executorKind");
    requireNonNull(status, "status");
    Require.extra(
        extra,
        "event_id",
        "event_type",
        "event_family",
        "timestamp",
        "project_id",
        "payload",
        "execution_id",
        "executor_kind",
        "executor_role",
        "status");
  }

  /** A builder with what every RuntimeExecutionEvent needs. */
  public static Builder builder(
      String eventId,
      String eventType,
      Instant timestamp,
      String executionId,
      ExecutorKind executorKind,
      ExecutionStatus status) {
    return new Builder()
        .eventId(eventId)
        .eventType(eventType)
        .timestamp(timestamp)
        .executionId(executionId)
        .executorKind(executorKind)
        .status(status);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.eventId = eventId;
    copy.eventType = eventType;
    copy.timestamp = timestamp;
    copy.projectId = projectId;
    copy.payload = payload;
    copy.executionId = executionId;
    copy.executorKind = executorKind;
    copy.executorRole = executorRole;
    copy.status = status;
    copy.extra = extra;
    return copy;
  }

  @Override
  public EventFamily eventFamily() {
    return EventFamily.RUNTIME_EXECUTION;
  }

  /** Collects the parts of a {@link RuntimeExecutionEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String eventId;
    private @Nullable String eventType;
    private @Nullable Instant timestamp;
    private @Nullable String projectId;
    private @Nullable JsonObject payload;
    private @Nullable String executionId;
    private @Nullable ExecutorKind executorKind;
    private @Nullable String executorRole;
    private @Nullable ExecutionStatus status;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets its identifier: any UUID, text kept as it is. */
    public Builder eventId(String eventId) {
      this.eventId = eventId;
      return this;
    }

    /** Sets what happened, in words of its family. */
    public Builder eventType(String eventType) {
      this.eventType = eventType;
      return this;
    }

    /** Sets when it happened. */
    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Sets the project: any UUID, text kept as it is. */
    public Builder projectId(@Nullable String projectId) {
      this.projectId = projectId;
      return this;
    }

    /** Sets more about it, of any form. */
    public Builder payload(@Nullable JsonObject payload) {
      this.payload = payload;
      return this;
    }

    /** Sets the execution: any UUID, text kept as it is. */
    public Builder executionId(String executionId) {
      this.executionId = executionId;
      return this;
    }

    /** Sets what executes. */
    public Builder executorKind(ExecutorKind executorKind) {
      this.executorKind = executorKind;
      return this;
    }

    /** Sets the role of what executes. */
    public Builder executorRole(@Nullable String executorRole) {
      this.executorRole = executorRole;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(ExecutionStatus status) {
      this.status = status;
      return this;
    }

    /** Sets further members, in the order in which they were given. */
    public Builder extra(JsonObject extra) {
      this.extra = extra;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public RuntimeExecutionEvent build() {
      return new RuntimeExecutionEvent(
          requireNonNull(eventId, "eventId"),
          requireNonNull(eventType, "eventType"),
          requireNonNull(timestamp, "timestamp"),
          projectId,
          payload,
          requireNonNull(executionId, "executionId"),
          requireNonNull(executorKind, "executorKind"),
          executorRole,
          requireNonNull(status, "status"),
          extra);
    }
  }
}
