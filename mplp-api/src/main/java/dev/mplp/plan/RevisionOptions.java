package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.confirm.ApprovalRequest;
import org.jspecify.annotations.Nullable;

/**
 * How a revision is proposed.
 *
 * @param reason why, for those who decide and for the record, 1 to 4,000 characters; null for none
 * @param approval what is asked where no policy concerns the revision; null for nothing. Who names
 *     it must be allowed to revise the plan, unless the revision is applied by hand
 * @param byHand whether it waits for {@link Revisions#apply} once it is approved, instead of being
 *     applied at once
 */
public record RevisionOptions(
    @Nullable String reason, @Nullable ApprovalRequest approval, boolean byHand) {

  /** No reason, no approval of its own, applied as soon as it is approved. */
  public static final RevisionOptions DEFAULT = new RevisionOptions(null, null, false);

  private static final int LONGEST_REASON = 4000;

  /** Refuses a reason that is blank or too long. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  public RevisionOptions {
    if (reason != null && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
      throw new IllegalArgumentException(
          "the reason of a revision must have 1 to " + LONGEST_REASON + " characters");
    }
  }

  /** The same options with a reason. */
  public RevisionOptions because(String reason) {
    return new RevisionOptions(requireNonNull(reason, "reason"), approval, byHand);
  }

  /** The same options with an approval that is asked for where no policy concerns the revision. */
  public RevisionOptions approvedBy(ApprovalRequest approval) {
    return new RevisionOptions(reason, requireNonNull(approval, "approval"), byHand);
  }

  /** The same options for a revision that is applied by {@link Revisions#apply} alone. */
  public RevisionOptions appliedByHand() {
    return new RevisionOptions(reason, approval, true);
  }
}
