package dev.mplp.learning;

import dev.mplp.internal.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an {@link IntentSample} comes from.
 *
 * @param common what every sample may tell; holds the further members too
 * @param clarificationRounds how often was asked back
 * @param ambiguityFlags what was not clear
 */
public record IntentMeta(
    SampleMeta common, @Nullable Long clarificationRounds, @Nullable List<String> ambiguityFlags) {

  /** Checks what the schema demands and copies the lists. */
  public IntentMeta {
    Require.extra(common.extra(), "clarification_rounds", "ambiguity_flags");
    Require.count(clarificationRounds, "clarificationRounds");
    ambiguityFlags = Require.copy(ambiguityFlags);
  }

  /** An empty builder; every part is optional. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.common = common;
    copy.clarificationRounds = clarificationRounds;
    copy.ambiguityFlags = ambiguityFlags;
    return copy;
  }

  /** Collects the parts of a {@link IntentMeta}; not thread-safe. */
  public static final class Builder {

    private SampleMeta common = SampleMeta.builder().build();
    private @Nullable Long clarificationRounds;
    private @Nullable List<String> ambiguityFlags;

    private Builder() {}

    /** Sets what every sample may tell; holds the further members too. */
    public Builder common(SampleMeta common) {
      this.common = common;
      return this;
    }

    /** Sets how often was asked back. */
    public Builder clarificationRounds(@Nullable Long clarificationRounds) {
      this.clarificationRounds = clarificationRounds;
      return this;
    }

    /** Sets what was not clear. */
    public Builder ambiguityFlags(@Nullable List<String> ambiguityFlags) {
      this.ambiguityFlags = ambiguityFlags;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public IntentMeta build() {
      return new IntentMeta(common, clarificationRounds, ambiguityFlags);
    }
  }
}
