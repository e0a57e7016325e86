package dev.mplp.event;

import dev.mplp.model.WireName;

/** What executes. */
public enum ExecutorKind implements WireName {
  /** An agent. */
  AGENT("agent"),
  /** A tool. */
  TOOL("tool"),
  /** A language model. */
  LLM("llm"),
  /** A worker. */
  WORKER("worker"),
  /** Something outside. */
  EXTERNAL("external");

  private static final ExecutorKind[] ALL = values();

  private final String wire;

  ExecutorKind(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExecutorKind of(String wire) {
    return WireName.of(ALL, wire, "an executor kind");
  }

  @Override
  public String wire() {
    return wire;
  }
}
