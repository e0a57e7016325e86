package dev.mplp.agent;

import dev.mplp.model.ConfirmId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided on a question of a handler.
 *
 * @param confirmId where it is recorded
 * @param approved yes or no
 * @param decidedBy the subject who decided
 * @param decidedAt when
 * @param reason why, when one was given
 * @param digest SHA-256, in hex, of what was decided on: the plan, the step, its inputs and what
 *     the handler showed
 */
public record Decision(
    ConfirmId confirmId,
    boolean approved,
    String decidedBy,
    Instant decidedAt,
    @Nullable String reason,
    String digest) {}
