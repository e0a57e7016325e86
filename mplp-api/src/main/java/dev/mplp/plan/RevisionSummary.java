package dev.mplp.plan;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proposed revision of a plan, as a list shows it; not a protocol object.
 *
 * @param revisionId its identifier
 * @param planId the plan that is to have other steps
 * @param contextId where
 * @param executionId what executes the plan
 * @param baseVersion the version of the plan that it was made for: with any other it is overtaken
 * @param added how many steps it adds
 * @param removed how many steps it removes
 * @param changed how many steps it changes
 * @param proposedBy the subject who proposed it
 * @param proposedAt when
 * @param reason why; null for none
 * @param state where it stands
 * @param confirmId the Confirm by which it is decided; null when it needs none
 * @param outcome why it is where it stands, for people; null while nothing came of it
 * @param settledAt when it came to its end; null while it is open
 */
public record RevisionSummary(
    RevisionId revisionId,
    PlanId planId,
    ContextId contextId,
    ExecutionId executionId,
    long baseVersion,
    int added,
    int removed,
    int changed,
    String proposedBy,
    Instant proposedAt,
    @Nullable String reason,
    RevisionState state,
    @Nullable ConfirmId confirmId,
    @Nullable String outcome,
    @Nullable Instant settledAt) {}
