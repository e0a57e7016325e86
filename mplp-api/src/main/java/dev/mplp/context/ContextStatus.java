package dev.mplp.context;

import dev.mplp.model.WireName;

/**
 * Where a {@link Context} stands in its life. It begins as draft; {@link Contexts#open open} goes
 * on to active at once.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>draft, suspended<td>active<td>{@link Contexts#activate activate}<td>a caller
 *   <tr><td>active<td>suspended<td>{@link Contexts#suspend suspend}<td>a caller
 *   <tr><td>draft, active, suspended<td>closed<td>{@link Contexts#close close}<td>a caller
 *   <tr><td>closed<td>archived<td>{@link Contexts#archive archive}<td>a caller
 * </table>
 */
public enum ContextStatus implements WireName {
  /** Not yet in use. */
  DRAFT("draft"),
  /** Work may be done in it. */
  ACTIVE("active"),
  /** Work is held back until it is active again. */
  SUSPENDED("suspended"),
  /** Closed for good and kept for reading. */
  ARCHIVED("archived"),
  /** No further work. */
  CLOSED("closed");

  private static final ContextStatus[] ALL = values();

  private final String wire;

  ContextStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ContextStatus of(String wire) {
    return WireName.of(ALL, wire, "a context status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
