package dev.mplp.spi;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step that a worker was given to do.
 *
 * @param index the step's place; {@link #END} when every step has settled and the execution is to
 *     be brought to its end, which is settled with {@link Settlement.Completed} like a step
 * @param stepId the step's id; the execution's id for the end
 * @param attempt the fencing token, from 1
 * @param failures attempts that failed in this run before this one
 * @param lost attempts that were lost with their worker in this run
 * @param continued whether the last attempt parked the step: this one goes on where it stopped
 * @param startedAt when it was claimed, by the storage's clock
 * @param payload what {@link Change.NewStep} gave; empty for the end
 * @param compensates what {@link Change.StartExecution} gave: the execution whose completed step is
 *     to be undone; null for a step of a plan
 */
public record Claim(
    String tenant,
    UUID executionId,
    UUID runId,
    String contextId,
    int index,
    UUID stepId,
    String role,
    int attempt,
    int failures,
    int lost,
    boolean continued,
    Instant startedAt,
    byte[] payload,
    @Nullable UUID compensates) {

  /** The index of the end. */
  public static final int END = -1;

  /** True when this claim is the end of an execution. */
  public boolean isEnd() {
    return index == END;
  }
}
