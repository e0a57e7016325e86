package dev.mplp.context;

import dev.mplp.model.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Whether a goal is met.
 *
 * @param goal which
 * @param actual what the shared state holds for its metric; null when there is no such entry
 * @param isMet whether that meets the criterion; false when there is none
 */
public record GoalResult(Goal goal, @Nullable JsonValue actual, boolean isMet) {}
