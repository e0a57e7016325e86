package dev.mplp.extension;

import dev.mplp.model.WireName;

/**
 * Where an {@link Extension} stands. It begins as registered.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>registered, inactive<td>active<td>{@link Extensions#activate activate}<td>a caller
 *   <tr><td>active<td>inactive<td>{@link Extensions#deactivate deactivate}<td>a caller
 *   <tr><td>registered, active, inactive<td>deprecated<td>{@link Extensions#deprecate deprecate}<td>a caller
 * </table>
 */
public enum ExtensionStatus implements WireName {
  /** Known, not yet in use. */
  REGISTERED("registered"),
  /** In use. */
  ACTIVE("active"),
  /** Switched off. */
  INACTIVE("inactive"),
  /** Not to be used any more. */
  DEPRECATED("deprecated");

  private static final ExtensionStatus[] ALL = values();

  private final String wire;

  ExtensionStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExtensionStatus of(String wire) {
    return WireName.of(ALL, wire, "an extension status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
