package dev.mplp.plan;

import dev.mplp.model.StepId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that agents in other processes were asked to do and that has not been settled.
 *
 * @param attempt the attempt that asked
 * @param sentAt when they were asked first
 * @param deadline when the attempt has failed unless somebody answered
 * @param fraction how much of it is done, from 0 to 1, as the agent said last; null when it did not
 * @param message what the agent said about it; null for nothing
 * @param progressAt when the agent said so; null when it said nothing
 */
public record RemoteRequest(
    StepId stepId,
    String role,
    int attempt,
    Instant sentAt,
    Instant deadline,
    @Nullable Double fraction,
    @Nullable String message,
    @Nullable Instant progressAt) {}
