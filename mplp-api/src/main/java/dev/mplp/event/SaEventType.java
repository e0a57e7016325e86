package dev.mplp.event;

import dev.mplp.model.WireName;

/** What an {@link SaEvent} tells about a single-agent run. */
public enum SaEventType implements WireName {
  /** The run began. */
  INITIALIZED("SAInitialized"),
  /** Its Context was read. */
  CONTEXT_LOADED("SAContextLoaded"),
  /** Its Plan was found fit to run. */
  PLAN_EVALUATED("SAPlanEvaluated"),
  /** An attempt of a step began. */
  STEP_STARTED("SAStepStarted"),
  /** An attempt of a step ended well. */
  STEP_COMPLETED("SAStepCompleted"),
  /** An attempt of a step failed. */
  STEP_FAILED("SAStepFailed"),
  /** The Trace was written. */
  TRACE_EMITTED("SATraceEmitted"),
  /** The run is over, whatever its outcome. */
  COMPLETED("SACompleted");

  private static final SaEventType[] ALL = values();

  private final String wire;

  SaEventType(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SaEventType of(String wire) {
    return WireName.of(ALL, wire, "a single-agent event type");
  }

  @Override
  public String wire() {
    return wire;
  }
}
