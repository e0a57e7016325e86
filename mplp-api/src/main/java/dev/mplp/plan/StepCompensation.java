package dev.mplp.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import org.jspecify.annotations.Nullable;

/**
 * What became of the undoing of one step.
 *
 * @param status where it stands
 * @param attempts how often it was begun
 * @param output what the compensator answered; empty unless it is undone
 * @param error why the last attempt failed, null when it did not
 */
public record StepCompensation(
    StepId stepId,
    CompensationStatus status,
    int attempts,
    JsonObject output,
    @Nullable StepError error) {}
