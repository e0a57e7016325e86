package dev.mplp.spi;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step of an execution as it stands.
 *
 * @param index its place, from 0
 * @param runId the run in which it was last claimed or settled; the first run before that
 * @param attempt how often it was claimed, over all runs
 * @param failures attempts of this run that failed and were retried
 * @param lost attempts of this run that were lost with their worker
 * @param skipReason why, when SKIPPED
 * @param startedAt when the last attempt was claimed
 * @param finishedAt when it settled
 * @param wakeAt when a DELAYED or PARKED step goes on by itself
 * @param result what the last settlement stored
 * @param payload what {@link Change.NewStep} gave
 */
public record StepRun(
    int index,
    UUID stepId,
    String role,
    StepState state,
    UUID runId,
    int attempt,
    int failures,
    int lost,
    @Nullable SkipReason skipReason,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant wakeAt,
    byte @Nullable [] result,
    byte[] payload) {}
