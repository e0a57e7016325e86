package dev.mplp.spi;

/**
 * Where a step of an execution stands in the storage.
 *
 * <pre>
 *   WAITING ──dependencies completed──▶ HELD ──slot free, phase OPEN──▶ CLAIMABLE ──claim──▶ RUNNING
 *   RUNNING ──settle──▶ COMPLETED | FAILED | SKIPPED | DELAYED (retry) | PARKED | HELD (released, lost)
 *   DELAYED ──time──▶ HELD
 *   PARKED ──time, or ContinueStep──▶ HELD
 * </pre>
 *
 * <p>HELD passes at once where the phase is OPEN and a slot is free: free slots go to held steps by
 * index. Time lets steps go on no later than at the next {@link Work#claim}; until then they may
 * still be read as DELAYED and PARKED.
 */
public enum StepState {
  /** A dependency has not completed. */
  WAITING,
  /** Ready, but the execution is held or has no free slot. */
  HELD,
  /** Ready for a worker. */
  CLAIMABLE,
  /** Ready by itself when its time comes; keeps its slot until then. */
  DELAYED,
  /** Waits for {@link Change.ContinueStep}, or for its time when it has one; gave its slot back. */
  PARKED,
  /** Claimed by a worker. */
  RUNNING,
  /** Done. */
  COMPLETED,
  /** Given up. */
  FAILED,
  /** Will not be done in this run. */
  SKIPPED;

  /** True for COMPLETED, FAILED and SKIPPED. */
  public boolean isSettled() {
    return compareTo(COMPLETED) >= 0;
  }
}
