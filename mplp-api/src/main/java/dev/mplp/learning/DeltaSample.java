package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a change affected (schema {@code learning/mplp-learning-sample-delta}).
 *
 * @param sampleId its identifier: any UUID, text kept as it is
 * @param createdAt when it was made
 * @param input what went in
 * @param state how things stood
 * @param output what came out
 * @param meta where it comes from
 * @param extra further members, in the order in which they were given
 */
public record DeltaSample(
    String sampleId,
    Instant createdAt,
    DeltaInput input,
    @Nullable DeltaState state,
    DeltaOutput output,
    @Nullable DeltaMeta meta,
    JsonObject extra)
    implements FamilySample {

  /** Checks what the schema demands and copies the lists. */
  public DeltaSample {
    Require.uuid(sampleId, "sampleId");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    Require.extra(
        extra, "sample_id", "sample_family", "created_at", "input", "state", "output", "meta");
  }

  /** A builder with what every DeltaSample needs. */
  public static Builder builder(
      String sampleId, Instant createdAt, DeltaInput input, DeltaOutput output) {
    return new Builder().sampleId(sampleId).createdAt(createdAt).input(input).output(output);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.sampleId = sampleId;
    copy.createdAt = createdAt;
    copy.input = input;
    copy.state = state;
    copy.output = output;
    copy.meta = meta;
    copy.extra = extra;
    return copy;
  }

  /** The value of {@code sample_family} in such samples. */
  public static final String FAMILY = "delta_impact";

  @Override
  public String sampleFamily() {
    return FAMILY;
  }

  /** Collects the parts of a {@link DeltaSample}; not thread-safe. */
  public static final class Builder {

    private @Nullable String sampleId;
    private @Nullable Instant createdAt;
    private @Nullable DeltaInput input;
    private @Nullable DeltaState state;
    private @Nullable DeltaOutput output;
    private @Nullable DeltaMeta meta;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets its identifier: any UUID, text kept as it is. */
    public Builder sampleId(String sampleId) {
      this.sampleId = sampleId;
      return this;
    }

    /** Sets when it was made. */
    public Builder createdAt(Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /** Sets what went in. */
    public Builder input(DeltaInput input) {
      this.input = input;
      return this;
    }

    /** Sets how things stood. */
    public Builder state(@Nullable DeltaState state) {
      this.state = state;
      return this;
    }

    /** Sets what came out. */
    public Builder output(DeltaOutput output) {
      this.output = output;
      return this;
    }

    /** Sets where it comes from. */
    public Builder meta(@Nullable DeltaMeta meta) {
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
    public DeltaSample build() {
      return new DeltaSample(
          requireNonNull(sampleId, "sampleId"),
          requireNonNull(createdAt, "createdAt"),
          requireNonNull(input, "input"),
          state,
          requireNonNull(output, "output"),
          meta,
          extra);
    }
  }
}
