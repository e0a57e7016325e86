package dev.mplp.spi;

/** What the storage does with the ready steps of an execution. */
public enum Phase {
  /** Ready steps are claimed. */
  OPEN,
  /** Nothing is claimed; what runs may settle. */
  HELD,
  /** Nothing but the end is claimed: the rest is skipped, and what runs may settle. */
  STOPPING,
  /** Nothing is claimed, and nothing settles. */
  CLOSED
}
