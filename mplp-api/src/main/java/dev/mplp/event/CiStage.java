package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a build; see {@link CiEvent}.
 *
 * @param stageName its name
 * @param status where it stands
 * @param durationMs how long it took, in milliseconds
 */
public record CiStage(String stageName, CiStageStatus status, @Nullable Long durationMs) {

  /** Checks what the schema demands and copies the lists. */
  public CiStage {
    requireNonNull(stageName, "stageName");
    requireNonNull(status, "status");
    Require.count(durationMs, "durationMs");
  }
}
