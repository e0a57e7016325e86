package dev.mplp.manifest;

import dev.mplp.model.WireName;

/**
 * Where a {@link CoreManifest} stands. It begins as draft.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>draft<td>active<td>{@link Manifests#activate activate}<td>a caller
 *   <tr><td>active<td>deprecated<td>{@link Manifests#deprecate deprecate}<td>a caller
 *   <tr><td>active<td>deprecated<td>another one is activated<td>the runtime
 *   <tr><td>deprecated<td>archived<td>{@link Manifests#archive archive}<td>a caller
 * </table>
 */
public enum CoreStatus implements WireName {
  /** Being written. */
  DRAFT("draft"),
  /** In force. */
  ACTIVE("active"),
  /** To be replaced. */
  DEPRECATED("deprecated"),
  /** Kept for reading. */
  ARCHIVED("archived");

  private static final CoreStatus[] ALL = values();

  private final String wire;

  CoreStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CoreStatus of(String wire) {
    return WireName.of(ALL, wire, "a core status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
