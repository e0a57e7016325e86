package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sample of any family, its parts of any form (schema {@code
 * learning/mplp-learning-sample-core}).
 *
 * @param sampleId its identifier: any UUID, text kept as it is
 * @param sampleFamily what kind of lesson it is, such as {@code pipeline_outcome}
 * @param createdAt when it was made
 * @param input what went in
 * @param state how things stood
 * @param output what came out
 * @param meta where it comes from
 * @param extra further members, in the order in which they were given
 */
public record CoreSample(
    String sampleId,
    String sampleFamily,
    Instant createdAt,
    JsonObject input,
    @Nullable JsonObject state,
    JsonObject output,
    @Nullable SampleMeta meta,
    JsonObject extra)
    implements FamilySample {

  /** Checks what the schema demands and copies the lists. */
  public CoreSample {
    Require.uuid(sampleId, "sampleId");
    requireNonNull(sampleFamily, "sampleFamily");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    Require.extra(
        extra, "sample_id", "sample_family", "created_at", "input", "state", "output", "meta");
  }

  /** A builder with what every CoreSample needs. */
  public static Builder builder(
      String sampleId,
      String sampleFamily,
      Instant createdAt,
      JsonObject input,
      JsonObject output) {
    return new Builder()
        .sampleId(sampleId)
        .sampleFamily(sampleFamily)
        .createdAt(createdAt)
        .input(input)
        .output(output);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.sampleId = sampleId;
    copy.sampleFamily = sampleFamily;
    copy.createdAt = createdAt;
    copy.input = input;
    copy.state = state;
    copy.output = output;
    copy.meta = meta;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link CoreSample}; not thread-safe. */
  public static final class Builder {

    private @Nullable String sampleId;
    private @Nullable String sampleFamily;
    private @Nullable Instant createdAt;
    private @Nullable JsonObject input;
    private @Nullable JsonObject state;
    private @Nullable JsonObject output;
    private @Nullable SampleMeta meta;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets its identifier: any UUID, text kept as it is. */
    public Builder sampleId(String sampleId) {
      this.sampleId = sampleId;
      return this;
    }

    /** Sets what kind of lesson it is, such as {@code pipeline_outcome}. */
    public Builder sampleFamily(String sampleFamily) {
      this.sampleFamily = sampleFamily;
      return this;
    }

    /** Sets when it was made. */
    public Builder createdAt(Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /** Sets what went in. */
    public Builder input(JsonObject input) {
      this.input = input;
      return this;
    }

    /** Sets how things stood. */
    public Builder state(@Nullable JsonObject state) {
      this.state = state;
      return this;
    }

    /** Sets what came out. */
    public Builder output(JsonObject output) {
      this.output = output;
      return this;
    }

    /** Sets where it comes from. */
    public Builder meta(@Nullable SampleMeta meta) {
      this.meta = meta;
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
    public CoreSample build() {
      return new CoreSample(
          requireNonNull(sampleId, "sampleId"),
          requireNonNull(sampleFamily, "sampleFamily"),
          requireNonNull(createdAt, "createdAt"),
          requireNonNull(input, "input"),
          state,
          requireNonNull(output, "output"),
          meta,
          extra);
    }
  }
}
