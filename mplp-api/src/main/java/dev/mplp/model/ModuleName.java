package dev.mplp.model;

/** The ten modules of the protocol. */
public enum ModuleName implements WireName {
  /** The scope that everything binds to. */
  CONTEXT("context"),
  /** Steps and their order. */
  PLAN("plan"),
  /** An approval. */
  CONFIRM("confirm"),
  /** The record of a run. */
  TRACE("trace"),
  /** Who may do what. */
  ROLE("role"),
  /** What the runtime can be extended by. */
  EXTENSION("extension"),
  /** Messages of one thread. */
  DIALOG("dialog"),
  /** A session of several participants. */
  COLLAB("collab"),
  /** The manifest of a runtime. */
  CORE("core"),
  /** Nodes and their health. */
  NETWORK("network");

  private static final ModuleName[] ALL = values();

  private final String wire;

  ModuleName(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ModuleName of(String wire) {
    return WireName.of(ALL, wire, "a module");
  }

  @Override
  public String wire() {
    return wire;
  }
}
