package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DeltaSample} starts from.
 *
 * @param deltaId the change
 * @param intentId the intent that is changed
 * @param deltaType how it is changed
 * @param changeSummary the change in short
 * @param extra further members, in the order in which they were given
 */
public record DeltaInput(
    String deltaId,
    String intentId,
    @Nullable DeltaType deltaType,
    String changeSummary,
    JsonObject extra) {

  /** Checks what the schema demands and copies the lists. */
  public DeltaInput {
    requireNonNull(deltaId, "deltaId");
    requireNonNull(intentId, "intentId");
    requireNonNull(changeSummary, "changeSummary");
    Require.extra(extra, "delta_id", "intent_id", "delta_type", "change_summary");
  }

  /** A builder with what every DeltaInput needs. */
  public static Builder builder(String deltaId, String intentId, String changeSummary) {
    return new Builder().deltaId(deltaId).intentId(intentId).changeSummary(changeSummary);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.deltaId = deltaId;
    copy.intentId = intentId;
    copy.deltaType = deltaType;
    copy.changeSummary = changeSummary;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link DeltaInput}; not thread-safe. */
  public static final class Builder {

    private @Nullable String deltaId;
    private @Nullable String intentId;
    private @Nullable DeltaType deltaType;
    private @Nullable String changeSummary;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets the change. */
    public Builder deltaId(String deltaId) {
      this.deltaId = deltaId;
      return this;
    }

    /** Sets the intent that is changed. */
    public Builder intentId(String intentId) {
      this.intentId = intentId;
      return this;
    }

    /** Sets how it is changed. */
    public Builder deltaType(@Nullable DeltaType deltaType) {
      this.deltaType = deltaType;
      return this;
    }

    /** Sets the change in short. */
    public Builder changeSummary(String changeSummary) {
      this.changeSummary = changeSummary;
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
    public DeltaInput build() {
      return new DeltaInput(
          requireNonNull(deltaId, "deltaId"),
          requireNonNull(intentId, "intentId"),
          deltaType,
          requireNonNull(changeSummary, "changeSummary"),
          extra);
    }
  }
}
