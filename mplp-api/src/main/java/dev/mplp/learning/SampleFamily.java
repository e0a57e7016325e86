package dev.mplp.learning;

import dev.mplp.model.WireName;

/** The families of samples that the protocol names; a sample may be of another one. */
public enum SampleFamily implements WireName {
  /** How an intent was understood: {@link IntentSample}. */
  INTENT_RESOLUTION("intent_resolution"),
  /** What a change did: {@link DeltaSample}. */
  DELTA_IMPACT("delta_impact"),
  /** How a stage of a pipeline, such as a step of a Plan, came out. */
  PIPELINE_OUTCOME("pipeline_outcome"),
  /** What was decided on a request for approval. */
  CONFIRM_DECISION("confirm_decision"),
  /** How the graph of a project changed. */
  GRAPH_EVOLUTION("graph_evolution"),
  /** How several agents worked together. */
  MULTI_AGENT_COORDINATION("multi_agent_coordination");

  private static final SampleFamily[] ALL = values();

  private final String wire;

  SampleFamily(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SampleFamily of(String wire) {
    return WireName.of(ALL, wire, "a family of learning samples");
  }

  @Override
  public String wire() {
    return wire;
  }
}
