package dev.mplp.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.DecisionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision of one decider within a {@link Confirm}.
 *
 * @param decisionId its identifier
 * @param status what was decided
 * @param decidedByRole the role in which it was decided
 * @param decidedAt when it was decided
 * @param reason why
 */
public record ConfirmDecision(
    DecisionId decisionId,
    DecisionStatus status,
    String decidedByRole,
    Instant decidedAt,
    @Nullable String reason) {

  /** Checks what the schema demands and copies the lists. */
  public ConfirmDecision {
    requireNonNull(decisionId, "decisionId");
    requireNonNull(status, "status");
    requireNonNull(decidedByRole, "decidedByRole");
    requireNonNull(decidedAt, "decidedAt");
  }

  /** A builder of a decision with a new identifier. */
  public static Builder builder(DecisionStatus status, String decidedByRole, Instant decidedAt) {
    return new Builder().status(status).decidedByRole(decidedByRole).decidedAt(decidedAt);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.decisionId = decisionId;
    copy.status = status;
    copy.decidedByRole = decidedByRole;
    copy.decidedAt = decidedAt;
    copy.reason = reason;
    return copy;
  }

  /** Collects the parts of a {@link ConfirmDecision}; not thread-safe. */
  public static final class Builder {

    private @Nullable DecisionId decisionId;
    private @Nullable DecisionStatus status;
    private @Nullable String decidedByRole;
    private @Nullable Instant decidedAt;
    private @Nullable String reason;

    private Builder() {}

    /** Sets its identifier. */
    public Builder decisionId(DecisionId decisionId) {
      this.decisionId = decisionId;
      return this;
    }

    /** Sets what was decided. */
    public Builder status(DecisionStatus status) {
      this.status = status;
      return this;
    }

    /** Sets the role in which it was decided. */
    public Builder decidedByRole(String decidedByRole) {
      this.decidedByRole = decidedByRole;
      return this;
    }

    /** Sets when it was decided. */
    public Builder decidedAt(Instant decidedAt) {
      this.decidedAt = decidedAt;
      return this;
    }

    /** Sets why. */
    public Builder reason(@Nullable String reason) {
      this.reason = reason;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public ConfirmDecision build() {
      return new ConfirmDecision(
          decisionId == null ? DecisionId.random() : decisionId,
          requireNonNull(status, "status"),
          requireNonNull(decidedByRole, "decidedByRole"),
          requireNonNull(decidedAt, "decidedAt"),
          reason);
    }
  }
}
