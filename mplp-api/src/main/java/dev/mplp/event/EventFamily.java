package dev.mplp.event;

import dev.mplp.model.WireName;

/** The twelve families of observability events. */
public enum EventFamily implements WireName {
  /** A project is imported. */
  IMPORT_PROCESS("import_process"),
  /** Somebody wants something. */
  INTENT("intent"),
  /** Somebody wants it otherwise. */
  DELTA_INTENT("delta_intent"),
  /** What a change would affect. */
  IMPACT_ANALYSIS("impact_analysis"),
  /** How a change can be undone. */
  COMPENSATION_PLAN("compensation_plan"),
  /** Which method is followed. */
  METHODOLOGY("methodology"),
  /** How a conclusion was reached. */
  REASONING_GRAPH("reasoning_graph"),
  /** A stage of a pipeline moves; see {@link PipelineStageEvent}. */
  PIPELINE_STAGE("pipeline_stage"),
  /** The project graph changes; see {@link GraphUpdateEvent}. */
  GRAPH_UPDATE("graph_update"),
  /** Something is executed; see {@link RuntimeExecutionEvent}. */
  RUNTIME_EXECUTION("runtime_execution"),
  /** Cost and budget. */
  COST_BUDGET("cost_budget"),
  /** Tools, files, repositories, builds. */
  EXTERNAL_INTEGRATION("external_integration");

  private static final EventFamily[] ALL = values();

  private final String wire;

  EventFamily(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EventFamily of(String wire) {
    return WireName.of(ALL, wire, "an event family");
  }

  @Override
  public String wire() {
    return wire;
  }
}
