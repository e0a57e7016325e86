package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.WireFormat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A build ran (schema {@code integration/mplp-ci-event}).
 *
 * @param ciProvider the service that builds, not empty
 * @param pipelineId the pipeline, not empty
 * @param runId this run of it, not empty
 * @param status where the run stands
 * @param startedAt when it began
 * @param completedAt when it ended
 * @param branchName the branch that was built
 * @param commitId the commit that was built
 * @param runUrl where people can see it, an absolute URI
 * @param durationMs how long it took, in milliseconds
 * @param stages its stages
 * @param triggerKind what set it off
 */
public record CiEvent(
    String ciProvider,
    String pipelineId,
    String runId,
    InvocationStatus status,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable String branchName,
    @Nullable String commitId,
    @Nullable String runUrl,
    @Nullable Long durationMs,
    @Nullable List<CiStage> stages,
    @Nullable CiTrigger triggerKind)
    implements IntegrationEvent {

  /** Checks what the schema demands and copies the lists. */
  public CiEvent {
    Require.text(ciProvider, "ciProvider");
    Require.text(pipelineId, "pipelineId");
    Require.text(runId, "runId");
    requireNonNull(status, "status");
    if (runUrl != null && !WireFormat.isUri(runUrl)) {
      throw new IllegalArgumentException(
          "runUrl must be an absolute URI, but is \"" + runUrl + '"');
    }
    Require.count(durationMs, "durationMs");
    stages = Require.copy(stages);
  }

  /** A builder with what every CiEvent needs. */
  public static Builder builder(
      String ciProvider, String pipelineId, String runId, InvocationStatus status) {
    return new Builder().ciProvider(ciProvider).pipelineId(pipelineId).runId(runId).status(status);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.ciProvider = ciProvider;
    copy.pipelineId = pipelineId;
    copy.runId = runId;
    copy.status = status;
    copy.startedAt = startedAt;
    copy.completedAt = completedAt;
    copy.branchName = branchName;
    copy.commitId = commitId;
    copy.runUrl = runUrl;
    copy.durationMs = durationMs;
    copy.stages = stages;
    copy.triggerKind = triggerKind;
    return copy;
  }

  /** Collects the parts of a {@link CiEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String ciProvider;
    private @Nullable String pipelineId;
    private @Nullable String runId;
    private @Nullable InvocationStatus status;
    private @Nullable Instant startedAt;
    private @Nullable Instant completedAt;
    private @Nullable String branchName;
    private @Nullable String commitId;
    private @Nullable String runUrl;
    private @Nullable Long durationMs;
    private @Nullable List<CiStage> stages;
    private @Nullable CiTrigger triggerKind;

    private Builder() {}

    /** Sets the service that builds, not empty. */
    public Builder ciProvider(String ciProvider) {
      this.ciProvider = ciProvider;
      return this;
    }

    /** Sets the pipeline, not empty. */
    public Builder pipelineId(String pipelineId) {
      this.pipelineId = pipelineId;
      return this;
    }

    /** Sets this run of it, not empty. */
    public Builder runId(String runId) {
      this.runId = runId;
      return this;
    }

    /** Sets where the run stands. */
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

    /** Sets the branch that was built. */
    public Builder branchName(@Nullable String branchName) {
      this.branchName = branchName;
      return this;
    }

    /** Sets the commit that was built. */
    public Builder commitId(@Nullable String commitId) {
      this.commitId = commitId;
      return this;
    }

    /** Sets where people can see it, an absolute URI. */
    public Builder runUrl(@Nullable String runUrl) {
      this.runUrl = runUrl;
      return this;
    }

    /** Sets how long it took, in milliseconds. */
    public Builder durationMs(@Nullable Long durationMs) {
      this.durationMs = durationMs;
      return this;
    }

    /** Sets its stages. */
    public Builder stages(@Nullable List<CiStage> stages) {
      this.stages = stages;
      return this;
    }

    /** Sets what set it off. */
    public Builder triggerKind(@Nullable CiTrigger triggerKind) {
      this.triggerKind = triggerKind;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public CiEvent build() {
      return new CiEvent(
          requireNonNull(ciProvider, "ciProvider"),
          requireNonNull(pipelineId, "pipelineId"),
          requireNonNull(runId, "runId"),
          requireNonNull(status, "status"),
          startedAt,
          completedAt,
          branchName,
          commitId,
          runUrl,
          durationMs,
          stages,
          triggerKind);
    }
  }
}
