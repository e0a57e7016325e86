package dev.mplp.dialog;

import dev.mplp.model.WireName;

/**
 * Where a {@link Dialog} stands. It begins as active.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>active<td>paused<td>{@link Dialogs#pause pause}<td>a caller
 *   <tr><td>paused<td>active<td>{@link Dialogs#resume resume}<td>a caller
 *   <tr><td>active, paused<td>completed<td>{@link Dialogs#complete complete}<td>a caller
 *   <tr><td>active, paused<td>cancelled<td>{@link Dialogs#cancel cancel}<td>a caller
 * </table>
 */
public enum DialogStatus implements WireName {
  /** Takes messages. */
  ACTIVE("active"),
  /** Refuses messages until it is active again. */
  PAUSED("paused"),
  /** Ended. */
  COMPLETED("completed"),
  /** Given up. */
  CANCELLED("cancelled");

  private static final DialogStatus[] ALL = values();

  private final String wire;

  DialogStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DialogStatus of(String wire) {
    return WireName.of(ALL, wire, "a dialog status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when it takes no messages ever again. */
  public boolean isTerminal() {
    return this == COMPLETED || this == CANCELLED;
  }
}
