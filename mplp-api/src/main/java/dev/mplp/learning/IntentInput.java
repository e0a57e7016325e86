package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link IntentSample} starts from.
 *
 * @param intentId the intent
 * @param rawRequestSummary what was asked for, in short
 * @param constraintsSummary the bounds that were named, in short
 * @param dialogTurnsCount how often it went to and fro
 * @param extra further members, in the order in which they were given
 */
public record IntentInput(
    String intentId,
    String rawRequestSummary,
    @Nullable String constraintsSummary,
    @Nullable Long dialogTurnsCount,
    JsonObject extra) {

  /** Checks what the schema demands and copies the lists. */
  public IntentInput {
    requireNonNull(intentId, "intentId");
    requireNonNull(rawRequestSummary, "rawRequestSummary");
    Require.count(dialogTurnsCount, "dialogTurnsCount");
    Require.extra(
        extra, "intent_id", "raw_request_summary", "constraints_summary", "dialog_turns_count");
  }

  /** A builder with what every IntentInput needs. */
  public static Builder builder(String intentId, String rawRequestSummary) {
    return new Builder().intentId(intentId).rawRequestSummary(rawRequestSummary);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.intentId = intentId;
    copy.rawRequestSummary = rawRequestSummary;
    copy.constraintsSummary = constraintsSummary;
    copy.dialogTurnsCount = dialogTurnsCount;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link IntentInput}; not thread-safe. */
  public static final class Builder {

    private @Nullable String intentId;
    private @Nullable String rawRequestSummary;
    private @Nullable String constraintsSummary;
    private @Nullable Long dialogTurnsCount;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets the intent. */
    public Builder intentId(String intentId) {
      this.intentId = intentId;
      return this;
    }

    /** Sets what was asked for, in short. */
    public Builder rawRequestSummary(String rawRequestSummary) {
      this.rawRequestSummary = rawRequestSummary;
      return this;
    }

    /** Sets the bounds that were named, in short. */
    public Builder constraintsSummary(@Nullable String constraintsSummary) {
      this.constraintsSummary = constraintsSummary;
      return this;
    }

    /** Sets how often it went to and fro. */
    public Builder dialogTurnsCount(@Nullable Long dialogTurnsCount) {
      this.dialogTurnsCount = dialogTurnsCount;
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
    public IntentInput build() {
      return new IntentInput(
          requireNonNull(intentId, "intentId"),
          requireNonNull(rawRequestSummary, "rawRequestSummary"),
          constraintsSummary,
          dialogTurnsCount,
          extra);
    }
  }
}
