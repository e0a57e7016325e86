package dev.mplp.confirm;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ObjectId;
import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import dev.mplp.model.StepId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a decision, as a list shows it; not a protocol object. It has neither content nor
 * digest: who decides looks at both with {@link Confirms#get}.
 *
 * @param confirmId what to decide
 * @param contextId where
 * @param targetType what kind of object it is about
 * @param targetId what it is about
 * @param planId the plan that is held up; null when a host asks, who acts itself
 * @param stepId the step that is held up; null when the whole plan is
 * @param question the name under which the step's handler asks; null when no handler does
 * @param revisionId the proposed revision of the plan that is held up; null when it is none
 * @param approver as whom the caller is asked
 * @param onBehalfOf who delegated the decision to the caller; null for one of the caller's own
 * @param requestedBy the subject who asked
 * @param requestedAt when the present round began
 * @param reason why it is asked; null for none
 * @param round the present round, from 1
 * @param due until when it has to be decided; null for ever
 */
public record ApprovalSummary(
    ConfirmId confirmId,
    ContextId contextId,
    ConfirmTarget targetType,
    ObjectId targetId,
    @Nullable PlanId planId,
    @Nullable StepId stepId,
    @Nullable String question,
    @Nullable RevisionId revisionId,
    Approver approver,
    @Nullable String onBehalfOf,
    String requestedBy,
    Instant requestedAt,
    @Nullable String reason,
    int round,
    @Nullable Instant due) {}
