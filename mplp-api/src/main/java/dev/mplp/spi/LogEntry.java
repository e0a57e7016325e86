package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record to be written to the log: what happened to what.
 *
 * @param type what happened, such as {@code step.completed}
 * @param contextId the Context that it belongs to; null for what belongs to none
 * @param executionId the execution, when one is concerned
 * @param runId the run of it
 * @param stepId the step of it
 * @param attempt the attempt of the step, 0 when none is concerned
 * @param body the rest, opaque
 */
public record LogEntry(
    String type,
    @Nullable String contextId,
    @Nullable UUID executionId,
    @Nullable UUID runId,
    @Nullable UUID stepId,
    int attempt,
    byte[] body) {

  /** Type of the record that a claim writes. */
  public static final String STEP_STARTED = "step.started";

  /** Type of the record that the claim of a step writes that was parked by its last attempt. */
  public static final String STEP_CONTINUED = "step.continued";

  /** Type of the record that is written when a worker's lease ended while it ran the step. */
  public static final String STEP_LOST = "step.lost";

  /** {@link #STEP_STARTED} where the work undoes another, see {@link Claim#compensates()}. */
  public static final String COMPENSATION_STARTED = "compensation.started";

  /** {@link #STEP_CONTINUED} where the work undoes another. */
  public static final String COMPENSATION_CONTINUED = "compensation.continued";

  /** {@link #STEP_LOST} where the work undoes another. */
  public static final String COMPENSATION_LOST = "compensation.lost";

  /** Refuses nulls. */
  public LogEntry {
    requireNonNull(type, "type");
    requireNonNull(body, "body");
  }

  /** An entry that concerns no execution. */
  public static LogEntry of(String type, @Nullable String contextId, byte[] body) {
    return new LogEntry(type, contextId, null, null, null, 0, body);
  }
}
