package dev.mplp.manifest;

import dev.mplp.model.WireName;

/**
 * How a module is offered.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>enabled, disabled, experimental, deprecated<td>any other<td>{@link Manifests#switchModule switchModule}<td>a caller
 * </table>
 */
public enum ModuleStatus implements WireName {
  /** Offered. */
  ENABLED("enabled"),
  /** Refused. */
  DISABLED("disabled"),
  /** Offered, and may change. */
  EXPERIMENTAL("experimental"),
  /** Offered, and will go. */
  DEPRECATED("deprecated");

  private static final ModuleStatus[] ALL = values();

  private final String wire;

  ModuleStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ModuleStatus of(String wire) {
    return WireName.of(ALL, wire, "a module status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when calls of the module are answered. */
  public boolean isUsable() {
    return this != DISABLED;
  }
}
