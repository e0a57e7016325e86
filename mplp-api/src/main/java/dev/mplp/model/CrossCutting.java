package dev.mplp.model;

/** A concern that cuts across modules, as {@code meta.cross_cutting} lists them. */
public enum CrossCutting implements WireName {
  /** Coordination of several agents. */
  COORDINATION("coordination"),
  /** Handling of errors. */
  ERROR_HANDLING("error-handling"),
  /** Distribution of events. */
  EVENT_BUS("event-bus"),
  /** Feedback to learning. */
  LEARNING_FEEDBACK("learning-feedback"),
  /** Observability. */
  OBSERVABILITY("observability"),
  /** Orchestration of work. */
  ORCHESTRATION("orchestration"),
  /** Performance. */
  PERFORMANCE("performance"),
  /** Versions of the protocol. */
  PROTOCOL_VERSIONING("protocol-versioning"),
  /** Security. */
  SECURITY("security"),
  /** Synchronisation of state. */
  STATE_SYNC("state-sync"),
  /** Transactions. */
  TRANSACTION("transaction");

  private static final CrossCutting[] ALL = values();

  private final String wire;

  CrossCutting(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CrossCutting of(String wire) {
    return WireName.of(ALL, wire, "a cross-cutting concern");
  }

  @Override
  public String wire() {
    return wire;
  }
}
