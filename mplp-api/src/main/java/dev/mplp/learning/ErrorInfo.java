package dev.mplp.learning;

import org.jspecify.annotations.Nullable;

/**
 * Why something failed, in a {@link LearningSample}.
 *
 * @param errorCode what failed, for programs
 * @param errorMessage what failed, for people
 * @param stackTrace where it failed
 */
public record ErrorInfo(
    @Nullable String errorCode, @Nullable String errorMessage, @Nullable String stackTrace) {}
