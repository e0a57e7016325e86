package dev.mplp.trace;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.ContextId;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one run (schema {@code mplp-trace}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param traceId its identifier
 * @param contextId the Context of the run
 * @param planId the plan that was run
 * @param rootSpan the span that all segments belong to
 * @param status where it stands
 * @param startedAt when the run began
 * @param finishedAt when the run ended
 * @param segments the tree of what was done, as a list
 * @param events what happened to it, oldest first
 */
public record Trace(
    Metadata meta,
    @Nullable Governance governance,
    TraceId traceId,
    ContextId contextId,
    @Nullable PlanId planId,
    TraceBase rootSpan,
    TraceStatus status,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable List<TraceSegment> segments,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Trace {
    requireNonNull(meta, "meta");
    requireNonNull(traceId, "traceId");
    requireNonNull(contextId, "contextId");
    requireNonNull(rootSpan, "rootSpan");
    requireNonNull(status, "status");
    segments = Require.copy(segments);
    events = Require.copy(events);
  }

  /** A builder of a pending trace with a new identifier. */
  public static Builder builder(ContextId contextId, TraceBase rootSpan) {
    return new Builder().contextId(contextId).rootSpan(rootSpan);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.traceId = traceId;
    copy.contextId = contextId;
    copy.planId = planId;
    copy.rootSpan = rootSpan;
    copy.status = status;
    copy.startedAt = startedAt;
    copy.finishedAt = finishedAt;
    copy.segments = segments;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public Trace withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public Trace withStatus(TraceStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with another governance. */
  public Trace withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other segments. */
  public Trace withSegments(@Nullable List<TraceSegment> segments) {
    return toBuilder().segments(segments).build();
  }

  /** A copy with other events. */
  public Trace withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.TRACE;
  }

  @Override
  public TraceId id() {
    return traceId;
  }

  /** Collects the parts of a {@link Trace}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable TraceId traceId;
    private @Nullable ContextId contextId;
    private @Nullable PlanId planId;
    private @Nullable TraceBase rootSpan;
    private TraceStatus status = TraceStatus.PENDING;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable List<TraceSegment> segments;
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
    public Builder traceId(TraceId traceId) {
      this.traceId = traceId;
      return this;
    }

    /** Sets the Context of the run. */
    public Builder contextId(ContextId contextId) {
      this.contextId = contextId;
      return this;
    }

    /** Sets the plan that was run. */
    public Builder planId(@Nullable PlanId planId) {
      this.planId = planId;
      return this;
    }

    /** Sets the span that all segments belong to. */
    public Builder rootSpan(TraceBase rootSpan) {
      this.rootSpan = rootSpan;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(TraceStatus status) {
      this.status = status;
      return this;
    }

    /** Sets when the run began. */
    public Builder startedAt(@Nullable Instant startedAt) {
      this.startedAt = startedAt;
      return this;
    }

    /** Sets when the run ended. */
    public Builder finishedAt(@Nullable Instant finishedAt) {
      this.finishedAt = finishedAt;
      return this;
    }

    /** Sets the tree of what was done, as a list. */
    public Builder segments(@Nullable List<TraceSegment> segments) {
      this.segments = segments;
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
    public Trace build() {
      return new Trace(
          meta,
          governance,
          traceId == null ? TraceId.random() : traceId,
          requireNonNull(contextId, "contextId"),
          planId,
          requireNonNull(rootSpan, "rootSpan"),
          status,
          startedAt,
          finishedAt,
          segments,
          events);
    }
  }
}
