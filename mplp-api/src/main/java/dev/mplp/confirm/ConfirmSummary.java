package dev.mplp.confirm;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ObjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Confirm in a list; no object of the protocol.
 *
 * @param contextId the Context of what it is about; null when it is about nothing in a Context
 * @param targetType what kind of object it is about
 * @param targetId which object it is about
 * @param status where it stands
 * @param requestedByRole the role that asked
 * @param requestedAt when it was asked for
 * @param decisions how many decisions were made on it
 */
public record ConfirmSummary(
    ConfirmId confirmId,
    @Nullable ContextId contextId,
    ConfirmTarget targetType,
    ObjectId targetId,
    ConfirmStatus status,
    String requestedByRole,
    Instant requestedAt,
    int decisions) {}
