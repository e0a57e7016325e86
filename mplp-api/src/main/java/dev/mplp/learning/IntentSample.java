package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an intent was understood (schema {@code learning/mplp-learning-sample-intent}).
 *
 * @param sampleId its identifier: any UUID, text kept as it is
 * @param createdAt when it was made
 * @param input what went in
 * @param state how things stood
 * @param output what came out
 * @param meta where it comes from
 * @param extra further members, in the order in which they were given
 */
public record IntentSample(
    String sampleId,
    Instant createdAt,
    IntentInput input,
    @Nullable IntentState state,
    IntentOutput output,
    @Nullable IntentMeta meta,
    JsonObject extra)
    implements FamilySample {

  /** Checks what the schema demands and copies the lists. */
  public IntentSample {
    Require.uuid(sampleId, "sampleId");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    Require.extra(
        extra, "sample_id", "sample_family", "created_at", "input", "state", "output", "meta");
  }

  /** A builder with what every IntentSample needs. */
  public static Builder builder(
      String sampleId, Instant createdAt, IntentInput input, IntentOutput output) {
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
  public static final String FAMILY = "intent_resolution";

  @Override
  public String sampleFamily() {
    return FAMILY;
  }

  /** Collects the parts of a {@link IntentSample}; not thread-safe. */
  public static final class Builder {

    private @Nullable String sampleId;
    private @Nullable Instant createdAt;
    private @Nullable IntentInput input;
    private @Nullable IntentState state;
    private @Nullable IntentOutput output;
    private @Nullable IntentMeta meta;
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
    public Builder input(IntentInput input) {
      this.input = input;
      return this;
    }

    /** Sets how things stood. */
    public Builder state(@Nullable IntentState state) {
      this.state = state;
      return this;
    }

    /** Sets what came out. */
    public Builder output(IntentOutput output) {
      this.output = output;
      return this;
    }

    /** Sets where it comes from. */
    public Builder meta(@Nullable IntentMeta meta) {
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
    public IntentSample build() {
      return new IntentSample(
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
