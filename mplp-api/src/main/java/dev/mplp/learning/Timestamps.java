package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Beginning and end of what a {@link LearningSample} is about.
 *
 * @param startedAt when it began
 * @param completedAt when it ended
 */
public record Timestamps(Instant startedAt, @Nullable Instant completedAt) {

  /** Checks what the schema demands and copies the lists. */
  public Timestamps {
    requireNonNull(startedAt, "startedAt");
  }
}
