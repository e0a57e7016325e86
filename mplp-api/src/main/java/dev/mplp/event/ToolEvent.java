package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.InvocationId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool was called (schema {@code integration/mplp-tool-event}).
 *
 * @param toolId the tool, not empty
 * @param toolKind what it does
 * @param invocationId this call of it
 * @param status where the call stands
 * @param startedAt when it began
 * @param completedAt when it ended
 * @param exitCode what it exited with
 * @param outputSummary what it said, in short
 * @param args what it was called with
 * @param workingDirectory where it ran
 */
public record ToolEvent(
    String toolId,
    ToolKind toolKind,
    InvocationId invocationId,
    InvocationStatus status,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Long exitCode,
    @Nullable String outputSummary,
    @Nullable List<String> args,
    @Nullable String workingDirectory)
    implements IntegrationEvent {

  /** Checks what the schema demands and copies the lists. */
  public ToolEvent {
    Require.text(toolId, "toolId");
    requireNonNull(toolKind, "toolKind");
    requireNonNull(invocationId, "invocationId");
    requireNonNull(status, "status");
    args = Require.copy(args);
  }

  /** A builder with what every ToolEvent needs. */
  public static Builder builder(String toolId, ToolKind toolKind, InvocationStatus status) {
    return new Builder().toolId(toolId).toolKind(toolKind).status(status);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.toolId = toolId;
    copy.toolKind = toolKind;
    copy.invocationId = invocationId;
    copy.status = status;
    copy.startedAt = startedAt;
    copy.completedAt = completedAt;
    copy.exitCode = exitCode;
    copy.outputSummary = outputSummary;
    copy.args = args;
    copy.workingDirectory = workingDirectory;
    return copy;
  }

  /** Collects the parts of a {@link ToolEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String toolId;
    private @Nullable ToolKind toolKind;
    private @Nullable InvocationId invocationId;
    private @Nullable InvocationStatus status;
    private @Nullable Instant startedAt;
    private @Nullable Instant completedAt;
    private @Nullable Long exitCode;
    private @Nullable String outputSummary;
    private @Nullable List<String> args;
    private @Nullable String workingDirectory;

    private Builder() {}

    /** Sets the tool, not empty. */
    public Builder toolId(String toolId) {
      this.toolId = toolId;
      return this;
    }

    /** Sets what it does. */
    public Builder toolKind(ToolKind toolKind) {
      this.toolKind = toolKind;
      return this;
    }

    /** Sets this call of it. */
    public Builder invocationId(InvocationId invocationId) {
      this.invocationId = invocationId;
      return this;
    }

    /** Sets where the call stands. */
    public Builder status(InvocationStatus status) {
      this.status = status;
      return this;
    }

    /** Sets when it began. */
    public Builder startedAt(@Nullable Instant startedAt) {
      this.startedAt = startedAt;
      return this;
    }

    /** Sets when it ended. */
    public Builder completedAt(@Nullable Instant completedAt) {
      this.completedAt = completedAt;
      return this;
    }

    /** Sets what it exited with. */
    public Builder exitCode(@Nullable Long exitCode) {
      this.exitCode = exitCode;
      return this;
    }

    /** Sets what it said, in short. */
    public Builder outputSummary(@Nullable String outputSummary) {
      this.outputSummary = outputSummary;
      return this;
    }

    /** Sets what it was called with. */
    public Builder args(@Nullable List<String> args) {
      this.args = args;
      return this;
    }

    /** Sets where it ran. */
    public Builder workingDirectory(@Nullable String workingDirectory) {
      this.workingDirectory = workingDirectory;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public ToolEvent build() {
      return new ToolEvent(
          requireNonNull(toolId, "toolId"),
          requireNonNull(toolKind, "toolKind"),
          invocationId == null ? InvocationId.random() : invocationId,
          requireNonNull(status, "status"),
          startedAt,
          completedAt,
          exitCode,
          outputSummary,
          args,
          workingDirectory);
    }
  }
}
