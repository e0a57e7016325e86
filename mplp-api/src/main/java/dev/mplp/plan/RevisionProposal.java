package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.RevisionId;
import org.jspecify.annotations.Nullable;

/**
 * A proposed revision of a plan that is being executed; not a protocol object.
 *
 * @param summary what it is about, who proposed it when, and where it stands
 * @param difference what makes the plan's steps those that were proposed, as of {@link
 *     RevisionSummary#baseVersion()}
 */
public record RevisionProposal(RevisionSummary summary, PlanDiff difference) {

  /** Refuses nulls. */
  public RevisionProposal {
    requireNonNull(summary, "summary");
    requireNonNull(difference, "difference");
  }

  /** Its identifier. */
  public RevisionId revisionId() {
    return summary.revisionId();
  }

  /** Where it stands. */
  public RevisionState state() {
    return summary.state();
  }

  /** The Confirm by which it is decided; null when it needs none. */
  public @Nullable ConfirmId confirmId() {
    return summary.confirmId();
  }
}
