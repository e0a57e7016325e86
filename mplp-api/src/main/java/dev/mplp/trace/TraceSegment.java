package dev.mplp.trace;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One piece of traced work, a node in the tree of a {@link Trace}.
 *
 * @param segmentId its identifier
 * @param parentSegmentId the segment that this one is part of
 * @param label what was done
 * @param status where it stands
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param attributes free attributes
 */
public record TraceSegment(
    SegmentId segmentId,
    @Nullable SegmentId parentSegmentId,
    String label,
    SegmentStatus status,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable JsonObject attributes) {

  /** Checks what the schema demands and copies the lists. */
  public TraceSegment {
    requireNonNull(segmentId, "segmentId");
    requireNonNull(label, "label");
    requireNonNull(status, "status");
  }

  /** A builder of a pending segment with a new identifier. */
  public static Builder builder(String label) {
    return new Builder().label(label);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.segmentId = segmentId;
    copy.parentSegmentId = parentSegmentId;
    copy.label = label;
    copy.status = status;
    copy.startedAt = startedAt;
    copy.finishedAt = finishedAt;
    copy.attributes = attributes;
    return copy;
  }

  /** A copy with another status. */
  public TraceSegment withStatus(SegmentStatus status) {
    return toBuilder().status(status).build();
  }

  /** Collects the parts of a {@link TraceSegment}; not thread-safe. */
  public static final class Builder {

    private @Nullable SegmentId segmentId;
    private @Nullable SegmentId parentSegmentId;
    private @Nullable String label;
    private SegmentStatus status = SegmentStatus.PENDING;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable JsonObject attributes;

    private Builder() {}

    /** Sets its identifier. */
    public Builder segmentId(SegmentId segmentId) {
      this.segmentId = segmentId;
      return this;
    }

    /** Sets the segment that this one is part of. */
    public Builder parentSegmentId(@Nullable SegmentId parentSegmentId) {
      this.parentSegmentId = parentSegmentId;
      return this;
    }

    /** Sets what was done. */
    public Builder label(String label) {
      this.label = label;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(SegmentStatus status) {
      this.status = status;
      return this;
    }

    /** Sets when it began. */
    public Builder startedAt(@Nullable Instant startedAt) {
      this.startedAt = startedAt;
      return this;
    }

    /** Sets when it ended. */
    public Builder finishedAt(@Nullable Instant finishedAt) {
      this.finishedAt = finishedAt;
      return this;
    }

    /** Sets free attributes. */
    public Builder attributes(@Nullable JsonObject attributes) {
      this.attributes = attributes;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public TraceSegment build() {
      return new TraceSegment(
          segmentId == null ? SegmentId.random() : segmentId,
          parentSegmentId,
          requireNonNull(label, "label"),
          status,
          startedAt,
          finishedAt,
          attributes);
    }
  }
}
