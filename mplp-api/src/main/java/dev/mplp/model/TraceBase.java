package dev.mplp.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A span: which trace an object was made in, and where in it (schema {@code common/trace-base}).
 *
 * @param traceId the trace
 * @param spanId the span within the trace
 * @param parentSpanId the span that caused this one
 * @param contextId the Context of the work
 * @param attributes free attributes
 */
public record TraceBase(
    TraceId traceId,
    SpanId spanId,
    @Nullable SpanId parentSpanId,
    @Nullable ContextId contextId,
    @Nullable JsonObject attributes) {

  /** Checks what the schema demands and copies the lists. */
  public TraceBase {
    requireNonNull(traceId, "traceId");
    requireNonNull(spanId, "spanId");
  }

  /** A builder with what every TraceBase needs. */
  public static Builder builder(TraceId traceId, SpanId spanId) {
    return new Builder().traceId(traceId).spanId(spanId);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.traceId = traceId;
    copy.spanId = spanId;
    copy.parentSpanId = parentSpanId;
    copy.contextId = contextId;
    copy.attributes = attributes;
    return copy;
  }

  /** Collects the parts of a {@link TraceBase}; not thread-safe. */
  public static final class Builder {

    private @Nullable TraceId traceId;
    private @Nullable SpanId spanId;
    private @Nullable SpanId parentSpanId;
    private @Nullable ContextId contextId;
    private @Nullable JsonObject attributes;

    private Builder() {}

    /** Sets the trace. */
    public Builder traceId(TraceId traceId) {
      this.traceId = traceId;
      return this;
    }

    /** Sets the span within the trace. */
    public Builder spanId(SpanId spanId) {
      this.spanId = spanId;
      return this;
    }

    /** Sets the span that caused this one. */
    public Builder parentSpanId(@Nullable SpanId parentSpanId) {
      this.parentSpanId = parentSpanId;
      return this;
    }

    /** Sets the Context of the work. */
    public Builder contextId(@Nullable ContextId contextId) {
      this.contextId = contextId;
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
    public TraceBase build() {
      return new TraceBase(
          requireNonNull(traceId, "traceId"),
          requireNonNull(spanId, "spanId"),
          parentSpanId,
          contextId,
          attributes);
    }
  }
}
